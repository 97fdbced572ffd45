/**
 * A shard: one thread that owns queues and connections, and what it offers to all that runs on it:
 * the journal's append side, room for content, the way to other shards. Must not know what runs on
 * it.
 */
package io.motet.broker.shard;
