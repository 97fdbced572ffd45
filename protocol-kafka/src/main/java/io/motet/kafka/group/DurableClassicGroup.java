package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What is durable of a classic group: the last generation of which all members were told what to
 * read, or that had none. On the groups' thread only.
 */
final class DurableClassicGroup {
  private static final String PROTOCOL_TYPE = "protocol-type";
  private static final String PROTOCOL = "protocol";
  private static final String LEADER = "leader";
  private static final String EMPTY_SINCE = "empty-since";

  private static final String INSTANCE = "instance";
  private static final String CLIENT_ID = "client-id";
  private static final String CLIENT_HOST = "client-host";
  private static final String SESSION_TIMEOUT = "session-timeout";
  private static final String REBALANCE_TIMEOUT = "rebalance-timeout";
  private static final String PROTOCOLS = "protocols";
  private static final String METADATA = "metadata";
  private static final String ASSIGNMENT = "assignment";

  private final DurableGroup durable;
  private final Set<String> written = new HashSet<>();

  DurableClassicGroup(String id, GroupLog log) {
    this.durable = new DurableGroup(id, GroupType.CLASSIC, log);
  }

  /** Completes when group and members are durable, these and no others. */
  CompletableFuture<Void> save(
      Generation generation, long emptySinceMillis, Collection<GroupMember> members) {
    durable.group(
        Fields.empty()
            .with(SavedGroup.EPOCH, generation.number())
            .with(PROTOCOL_TYPE, generation.protocolType())
            .with(PROTOCOL, generation.protocolName())
            .with(LEADER, generation.leaderId())
            .with(EMPTY_SINCE, emptySinceMillis));
    Set<String> gone = new HashSet<>(written);
    for (GroupMember member : members) {
      gone.remove(member.id());
      written.add(member.id());
      durable.member(member.id(), fields(member, generation.protocolType()));
    }
    gone.forEach(durable::removeMember);
    written.removeAll(gone);
    return durable.save();
  }

  /** The group was found like this. */
  Generation restore(SavedGroup saved) {
    durable.recovered(saved);
    written.addAll(saved.members().keySet());
    Fields fields = saved.fields();
    return new Generation(
        saved.epoch(), fields.text(PROTOCOL_TYPE), fields.text(PROTOCOL), fields.text(LEADER));
  }

  /** When the last member had gone, if it has none. */
  static long emptySinceMillis(SavedGroup saved) {
    return saved.fields().number(EMPTY_SINCE, 0);
  }

  private static Fields fields(GroupMember member, String protocolType) {
    JoinRequest request = member.request();
    return Fields.empty()
        .with(INSTANCE, request.instanceId())
        .with(CLIENT_ID, request.clientId())
        .with(CLIENT_HOST, request.clientHost())
        .with(SESSION_TIMEOUT, request.sessionTimeoutMillis())
        .with(REBALANCE_TIMEOUT, request.rebalanceTimeoutMillis())
        .with(PROTOCOL_TYPE, protocolType)
        .with(PROTOCOLS, List.copyOf(request.protocols().keySet()))
        .with(METADATA, request.protocols())
        .with(ASSIGNMENT, member.assignment());
  }

  /** The members of a group that was found. */
  static List<GroupMember> members(SavedGroup saved) {
    List<GroupMember> members = new ArrayList<>();
    saved.members().forEach((id, fields) -> members.add(member(id, fields)));
    return members;
  }

  private static GroupMember member(String id, Fields fields) {
    Map<String, byte[]> protocols = new LinkedHashMap<>();
    for (String protocol : fields.texts(PROTOCOLS)) {
      protocols.put(protocol, (byte[]) fields.table(METADATA).get(protocol));
    }
    GroupMember member =
        new GroupMember(
            id,
            new JoinRequest(
                id,
                fields.text(INSTANCE),
                fields.text(CLIENT_ID),
                fields.text(CLIENT_HOST),
                (int) fields.number(SESSION_TIMEOUT, 0),
                (int) fields.number(REBALANCE_TIMEOUT, 0),
                fields.text(PROTOCOL_TYPE),
                protocols,
                false,
                false));
    member.assign(fields.bytes(ASSIGNMENT));
    return member;
  }
}
