/** A shard: one thread that owns queues and connections. Must not know what runs on it. */
package io.motet.broker.shard;
