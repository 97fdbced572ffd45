package io.motet.kafka.share;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one member reads over one connection: later requests name only what changes. Ends with its
 * connection. Changed on the connection's shard only.
 */
final class ShareSession {
  private final String group;
  private final String member;
  private final String owner;
  private final Set<ShareKey> reading = new LinkedHashSet<>();

  /** All that the member may have records of. */
  private final Set<ShareKey> touched = new LinkedHashSet<>();

  private int nextEpoch = 1;
  private int turn;
  private volatile boolean closed;

  /**
   * @param number unique among the sessions of this process
   */
  ShareSession(String group, String member, long number) {
    this.group = group;
    this.member = member;
    this.owner = member + "#" + number;
  }

  boolean isOf(String aGroup, String aMember) {
    return group.equals(aGroup) && member.equals(aMember);
  }

  /**
   * Who has the records that this session gets: not the member, for its next connection may be
   * there before this one is known to be gone.
   */
  String owner() {
    return owner;
  }

  int nextEpoch() {
    return nextEpoch;
  }

  void advance() {
    nextEpoch = nextEpoch == Integer.MAX_VALUE ? 1 : nextEpoch + 1;
  }

  void add(ShareKey key) {
    reading.add(key);
    touched.add(key);
  }

  void forget(ShareKey key) {
    reading.remove(key);
  }

  /** What is read, beginning with another one each time. */
  List<ShareKey> reading() {
    List<ShareKey> all = new ArrayList<>(reading);
    java.util.Collections.rotate(all, -turn++);
    return all;
  }

  List<ShareKey> touched() {
    return List.copyOf(touched);
  }

  /** Any thread. */
  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}
