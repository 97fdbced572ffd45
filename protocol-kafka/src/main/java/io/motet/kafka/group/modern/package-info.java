/**
 * What groups have in common whose members the broker tells what to do (KIP-848 and what followed
 * it): members that report with heartbeats, epochs, target assignments, durable records.
 *
 * <p>Three kinds of epochs keep members and broker in step. The <em>group epoch</em> grows with
 * every change that matters: members, what they subscribe to, partitions of topics. The <em>target
 * epoch</em> is the group epoch that the target assignment was made for. A <em>member's epoch</em>
 * is the target epoch that it has reached; a request with another epoch comes from a member that
 * was taken out, or that has missed an answer.
 *
 * <p>A kind of group extends {@link io.motet.kafka.group.modern.ModernGroup}, its members {@link
 * io.motet.kafka.group.modern.ModernMember}. It is created by {@link
 * io.motet.kafka.group.GroupCoordinator#findOrCreate(String, Class, java.util.function.Function)}
 * and taken up after a restart by {@code revive}; before a member is told anything, {@code
 * whenSaved} waits until that is durable. Everything happens on the groups' thread.
 *
 * <p>Must not know requests and responses, and not what a member does with its assignment.
 */
package io.motet.kafka.group.modern;
