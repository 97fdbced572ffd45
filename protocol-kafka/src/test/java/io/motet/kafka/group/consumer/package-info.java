/** Groups whose partitions the broker deals out, without a network. */
package io.motet.kafka.group.consumer;
