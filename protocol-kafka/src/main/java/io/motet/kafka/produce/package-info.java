/** Records in: produce requests and the ids of producers. Must not know readers or groups. */
package io.motet.kafka.produce;
