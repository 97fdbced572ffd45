/**
 * Reading in share groups (KIP-932): sessions, records that are given to members for a time, and
 * what members say of them; of topics and of queues. Must not know how members come and go.
 *
 * <p>A request's session is looked up on its connection's shard; all else happens on the groups'
 * thread, where what is settled becomes durable.
 */
package io.motet.kafka.share;
