/** Counters that shards publish and management reads. */
package io.motet.broker.stats;
