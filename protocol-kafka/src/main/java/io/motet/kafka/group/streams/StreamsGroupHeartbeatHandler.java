package io.motet.kafka.group.streams;

import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.message.StreamsGroupHeartbeatRequest;
import io.motet.kafka.message.StreamsGroupHeartbeatResponse;
import java.util.ArrayList;
import java.util.List;

/** A member of a Streams application joins, says that it is alive, or leaves. */
public final class StreamsGroupHeartbeatHandler
    implements RequestHandler<StreamsGroupHeartbeatRequest> {
  /** How far a copy of a state may be behind to count as complete, as Kafka has it. */
  private static final int RECOVERY_LAG = 10_000;

  private static final int TASK_OFFSET_INTERVAL_MILLIS = 60_000;

  private final StreamsGroups groups;
  private final Authorizer authorizer;
  private final EndpointAnswers endpoints;

  /** For all groups, over the topics of one virtual host. */
  public StreamsGroupHeartbeatHandler(StreamsGroups groups, Topics topics, Authorizer authorizer) {
    this.groups = groups;
    this.authorizer = authorizer;
    this.endpoints = new EndpointAnswers(topics);
  }

  @Override
  public void handle(StreamsGroupHeartbeatRequest request, RequestContext context) {
    if (!authorizer.mayGroup(context.session(), Operation.READ, request.groupId)) {
      context.reply(error(ErrorCode.GROUP_AUTHORIZATION_FAILED, null));
      return;
    }
    groups.run(
        () -> {
          try {
            StreamsChecks.check(request);
            serve(request, context);
          } catch (GroupException e) {
            context.reply(error(e.code(), e.getMessage()));
          } catch (IndexOutOfBoundsException e) {
            // Topics of a copartition group are named by their places.
            context.reply(error(ErrorCode.STREAMS_INVALID_TOPOLOGY, e.getMessage()));
          }
        });
  }

  private void serve(StreamsGroupHeartbeatRequest request, RequestContext context) {
    StreamsGroupHeartbeatResponse response = new StreamsGroupHeartbeatResponse();
    response.status = new ArrayList<>();
    StreamsGroup group;
    if (request.memberEpoch == StreamsChecks.LEAVE) {
      group = groups.get(request.groupId);
      group.leave(request.memberId, request.shutdownApplication);
      response.memberId = request.memberId;
      response.memberEpoch = request.memberEpoch;
    } else {
      StreamsReport report =
          StreamsMessages.report(
              request,
              context.clientId() == null ? "" : context.clientId(),
              context.peerAddress().getAddress().toString());
      checkTopics(report.topology(), context);
      group =
          request.memberEpoch == 0
              ? groups.getOrCreate(request.groupId)
              : groups.get(request.groupId);
      fill(response, group, group.heartbeat(report), context);
    }
    group.whenSaved(
        () -> context.reply(response),
        () -> context.reply(error(ErrorCode.COORDINATOR_NOT_AVAILABLE, null)));
  }

  private void checkTopics(Topology topology, RequestContext context) {
    if (topology == null) {
      return;
    }
    for (String name : topology.requiredTopics()) {
      if (!authorizer.mayTopic(context.session(), Operation.DESCRIBE, name)) {
        throw new GroupException(ErrorCode.TOPIC_AUTHORIZATION_FAILED, null);
      }
    }
  }

  private void fill(
      StreamsGroupHeartbeatResponse response,
      StreamsGroup group,
      StreamsOrders orders,
      RequestContext context) {
    response.memberId = orders.memberId();
    response.memberEpoch = orders.epoch();
    response.heartbeatIntervalMs = groups.options().times().heartbeatIntervalMillis(group.id());
    response.acceptableRecoveryLagLegacy = RECOVERY_LAG;
    response.acceptableRecoveryLag = RECOVERY_LAG;
    response.taskOffsetIntervalMs = TASK_OFFSET_INTERVAL_MILLIS;
    response.endpointInformationEpoch = group.endpointEpoch();
    if (orders.assigned() != null) {
      response.activeTasks = EndpointAnswers.taskIds(orders.assigned().active());
      response.standbyTasks = EndpointAnswers.taskIds(orders.assigned().standby());
      response.warmupTasks = new ArrayList<>();
    }
    if (orders.tellEndpoints()) {
      response.partitionsByUserEndpoint = endpoints.of(group);
    }
    String refused = create(orders.toCreate(), context);
    for (TopologyStatus.Notice notice : orders.notices()) {
      StreamsGroupHeartbeatResponse.Status status = new StreamsGroupHeartbeatResponse.Status();
      status.statusCode = notice.status().code();
      boolean aboutInternal = notice.status() == TopologyStatus.MISSING_INTERNAL_TOPICS;
      status.statusDetail = aboutInternal ? notice.detail() + refused : notice.detail();
      response.status.add(status);
    }
  }

  /** Returns what is to be said of topics that may not be created. */
  private String create(List<InternalTopic> topics, RequestContext context) {
    List<String> refused = new ArrayList<>();
    for (InternalTopic topic : topics) {
      if (authorizer.mayTopic(context.session(), Operation.CREATE, topic.name())) {
        groups.create(topic);
      } else {
        refused.add(topic.name());
      }
    }
    return refused.isEmpty()
        ? ""
        : "; Unauthorized to CREATE on topics " + String.join(",", refused) + ".";
  }

  private static StreamsGroupHeartbeatResponse error(ErrorCode code, String text) {
    StreamsGroupHeartbeatResponse response = new StreamsGroupHeartbeatResponse();
    response.status = new ArrayList<>();
    response.errorCode = code.code();
    response.errorMessage = text == null ? code.text() : text;
    return response;
  }
}
