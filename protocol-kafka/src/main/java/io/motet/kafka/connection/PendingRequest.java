package io.motet.kafka.connection;

import io.motet.broker.shard.Shard;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.message.ApiKey;
import io.motet.kafka.wire.Message;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/** A request that was begun and whose answer was not written yet. */
final class PendingRequest implements RequestContext {
  private final KafkaConnection connection;
  private final ByteBuf frame;
  private final ApiKey api;
  private final short version;
  private final int correlationId;
  private final String clientId;
  private long throttleMillis;
  private long begunNanos;
  private long spentNanos = -1;
  private boolean mayOverlap;
  private boolean answered;
  private Message response;

  /**
   * @param frame the request's bytes, released with the answer
   */
  PendingRequest(
      KafkaConnection connection,
      ByteBuf frame,
      ApiKey api,
      short version,
      int correlationId,
      String clientId) {
    this.connection = connection;
    this.frame = frame;
    this.api = api;
    this.version = version;
    this.correlationId = correlationId;
    this.clientId = clientId;
  }

  @Override
  public ApiKey api() {
    return api;
  }

  @Override
  public short version() {
    return version;
  }

  int correlationId() {
    return correlationId;
  }

  @Override
  public String clientId() {
    return clientId;
  }

  @Override
  public ClientSession session() {
    return connection.session();
  }

  @Override
  public Shard shard() {
    return connection.shard();
  }

  @Override
  public InetSocketAddress localAddress() {
    return connection.localAddress();
  }

  @Override
  public InetSocketAddress peerAddress() {
    return connection.peerAddress();
  }

  @Override
  public void reply(Message answer) {
    shard().run(() -> complete(answer));
  }

  @Override
  public void replyNothing() {
    shard().run(() -> complete(null));
  }

  private void complete(Message answer) {
    if (!answered) {
      answered = true;
      response = answer;
      connection.answered();
    } else if (!connection.isClosed()) {
      throw new IllegalStateException("a second answer to " + api.title);
    }
  }

  @Override
  public void disconnect(String why) {
    shard().run(() -> abandon(why));
  }

  /** Ends the connection and with it this request. */
  void abandon(String why) {
    connection.close(why);
    complete(null);
  }

  @Override
  public void proceed() {
    if (!mayOverlap) {
      mayOverlap = true;
      connection.answered();
    }
  }

  boolean isAnswered() {
    return answered;
  }

  @Override
  public void throttle(long millis) {
    throttleMillis = Math.max(throttleMillis, millis);
  }

  /** What its handler wants. */
  long throttleMillis() {
    return throttleMillis;
  }

  /** Its handler is called. */
  void begun() {
    begunNanos = shard().nanoTime();
  }

  /** Its handler has returned. */
  void handled() {
    spentNanos = shard().nanoTime() - begunNanos;
  }

  /** How long its handler took, so far; 0 when nobody measured it. */
  long spentNanos() {
    if (begunNanos == 0) {
      return 0;
    }
    return spentNanos >= 0 ? spentNanos : shard().nanoTime() - begunNanos;
  }

  /** Whether the next request must wait. */
  boolean holdsOthers() {
    return !answered && !mayOverlap;
  }

  @Override
  public int sizeBytes() {
    return frame.writerIndex();
  }

  /** Null for none. */
  Message response() {
    return response;
  }

  void release() {
    frame.release();
  }
}
