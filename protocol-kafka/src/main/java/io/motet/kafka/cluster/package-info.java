/**
 * What admin tools ask of a cluster and its nodes: elections, reassignments, features, the quorum.
 * With one node most answers are fixed. Must not know how topics are kept.
 */
package io.motet.kafka.cluster;
