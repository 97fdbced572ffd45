/**
 * Share groups (KIP-932): members who share partitions record by record. Here is who is a member
 * and which partitions a member reads; how records are given out is {@code io.motet.kafka.share}.
 * Everything happens on the groups' thread.
 */
package io.motet.kafka.group.share;
