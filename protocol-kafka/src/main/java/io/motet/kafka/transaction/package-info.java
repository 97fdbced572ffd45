/**
 * Transactions: who writes under which transactional id, to which partitions, and that all of it is
 * committed or none. Must not know connections, nor how groups work.
 */
package io.motet.kafka.transaction;
