package io.motet.kafka.group;

/**
 * One round of a classic group: what its members have agreed on. Immutable.
 *
 * @param number grows with each round
 * @param protocolType null as long as nobody has joined
 * @param protocolName how the leader assigns; null while there are no members
 * @param leaderId empty while there is none
 */
record Generation(int number, String protocolType, String protocolName, String leaderId) {
  private static final String NO_LEADER = "";

  /** Before the first round. */
  static final Generation NONE = new Generation(0, null, null, NO_LEADER);

  Generation withType(String type) {
    return new Generation(number, type, protocolName, leaderId);
  }

  Generation ledBy(String memberId) {
    return new Generation(number, protocolType, protocolName, memberId);
  }

  Generation next(String protocol, String leader) {
    return new Generation(number + 1, protocolType, protocol, leader);
  }

  Generation nextWithoutMembers() {
    return next(null, NO_LEADER);
  }
}
