package io.motet.kafka.group;

import java.util.List;

/**
 * What a classic group leaves to the group of another type that takes its place with its members.
 *
 * @param protocolName what the members' clients agreed on; null when they had not yet
 */
public record HandOver(int generation, String protocolName, List<Member> members) {
  /** A member, with how it joined and what it was told to read; never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Member(String id, JoinRequest request, byte[] assignment) {
    /** What it told the leader. */
    public byte[] metadata(String protocol) {
      return request.protocols().get(protocol);
    }
  }
}
