/**
 * Groups of Streams applications (KIP-1071): members bring the topology, the broker makes its
 * internal topics and deals out tasks, each of which is one partition of a subtopology. Topology,
 * assignor and group are pure logic; handlers turn requests into calls. Must not know records.
 */
package io.motet.kafka.group.streams;
