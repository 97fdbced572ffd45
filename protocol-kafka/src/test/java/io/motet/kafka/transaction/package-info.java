/** Transactions without a network. */
package io.motet.kafka.transaction;
