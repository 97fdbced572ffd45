/**
 * Requests about topics themselves: what there is, creation, deletion, configurations. Must not
 * know records or groups.
 */
package io.motet.kafka.topic;
