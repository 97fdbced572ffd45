package io.motet.kafka.api;

import io.motet.broker.shard.Shard;
import io.motet.kafka.message.ApiKey;
import io.motet.kafka.wire.Message;
import java.net.InetSocketAddress;

/** One request on its way: where it came from, and the way back. */
public interface RequestContext {
  /** What kind of request it is. */
  ApiKey api();

  /** Of the request; the answer is written in the same. */
  short version();

  /** Bytes of the request, without the length in front. */
  int sizeBytes();

  /** As the client calls itself; may be null. */
  String clientId();

  /** The connection it came over. */
  ClientSession session();

  /** The connection's shard, on which the answer must be given. */
  Shard shard();

  /** Our end of the connection: where the client can reach us for certain. */
  InetSocketAddress localAddress();

  /** The client's end. */
  InetSocketAddress peerAddress();

  /** Answers, after the requests before it were answered. Once, on any thread. */
  void reply(Message response);

  /** Ends the request without an answer, as a produce with {@code acks=0} wants. */
  void replyNothing();

  /** Drops the connection, where Kafka does so. */
  void disconnect(String why);

  /** Says with the answer that the client must wait, and takes nothing from it for so long. */
  void throttle(long millis);

  /** Lets the next request of the connection begin before this one is answered. On the shard. */
  void proceed();
}
