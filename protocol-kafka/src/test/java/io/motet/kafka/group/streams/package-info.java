/** Groups of Streams applications without a network. */
package io.motet.kafka.group.streams;
