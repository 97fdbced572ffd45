package io.motet.kafka.fetch;

import io.motet.broker.runtime.Entropy;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.FetchRequest;
import io.motet.kafka.message.FetchResponse;
import io.motet.kafka.queue.QueueTopics;

/** Finds out which partitions a fetch is about, and begins to read them. */
public final class FetchHandler implements RequestHandler<FetchRequest> {
  private static final int FIRST_WITH_SESSIONS = 7;
  private static final int FIRST_WITH_IDS = 13;
  private static final int NEW_SESSION = 0;
  private static final int NO_SESSION = -1;

  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;
  private final FetchOptions options;
  private final Entropy entropy;

  /**
   * For the topics of one virtual host.
   *
   * @param entropy for the ids of sessions
   */
  public FetchHandler(
      Topics topics,
      QueueTopics queues,
      Authorizer authorizer,
      FetchOptions options,
      Entropy entropy) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
    this.options = options;
    this.entropy = entropy;
  }

  @Override
  public void handle(FetchRequest request, RequestContext context) {
    PartitionReader reader = new PartitionReader(topics, queues, authorizer, request, context);
    boolean sessions = context.version() >= FIRST_WITH_SESSIONS;
    if (!sessions || request.sessionEpoch == NO_SESSION) {
      if (request.sessionId != 0) {
        context.session().attach(FetchSession.class, null);
      }
      start(reader, null, request, context);
    } else if (request.sessionEpoch == NEW_SESSION) {
      boolean byId = context.version() >= FIRST_WITH_IDS;
      FetchSession session = new FetchSession(1 + entropy.nextInt(Integer.MAX_VALUE - 1), byId);
      session.update(request);
      context.session().attach(FetchSession.class, session);
      start(reader, session, request, context);
    } else {
      proceed(reader, request, context);
    }
  }

  private void proceed(PartitionReader reader, FetchRequest request, RequestContext context) {
    FetchSession session = context.session().attachment(FetchSession.class);
    ErrorCode wrong = check(session, request, context);
    if (wrong != ErrorCode.NONE) {
      FetchResponse response = new FetchResponse();
      response.errorCode = wrong.code();
      context.reply(response);
      return;
    }
    session.advance();
    session.update(request);
    start(reader, session, request, context);
  }

  private static ErrorCode check(
      FetchSession session, FetchRequest request, RequestContext context) {
    if (session == null || session.id() != request.sessionId) {
      return ErrorCode.FETCH_SESSION_ID_NOT_FOUND;
    }
    if (session.nextEpoch() != request.sessionEpoch) {
      return ErrorCode.INVALID_FETCH_SESSION_EPOCH;
    }
    boolean byId = context.version() >= FIRST_WITH_IDS;
    return session.namesTopicsById() == byId
        ? ErrorCode.NONE
        : ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR;
  }

  private void start(
      PartitionReader reader, FetchSession session, FetchRequest request, RequestContext context) {
    new PendingFetch(
            reader,
            session == null ? FetchSession.partitionsOf(request) : session.partitions(),
            session,
            request,
            context,
            options)
        .start();
  }
}
