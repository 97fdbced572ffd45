/**
 * Consumer groups of the newer protocol (KIP-848): the broker decides who reads which partition,
 * and members give up and take over partitions one heartbeat at a time. The group, its assignors
 * and the steps of a member are pure logic; handlers turn requests into calls. Must not know
 * records.
 */
package io.motet.kafka.group.consumer;
