/**
 * How far each record of a partition has come in a share group (KIP-932): given out, settled, given
 * out again. Pure: time is told, and what is to be durable is handed over. Must not know requests,
 * logs or groups.
 */
package io.motet.kafka.share.state;
