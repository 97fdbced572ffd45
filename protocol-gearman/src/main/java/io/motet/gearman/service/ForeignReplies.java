package io.motet.gearman.service;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.rpc.ReplyHeaders;
import io.motet.broker.rpc.ReplyKind;
import io.motet.broker.shard.Shard;
import io.motet.broker.vhost.VirtualHost;
import io.motet.gearman.job.Run;
import io.motet.gearman.message.JobMessages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends a worker's results to requesters of other protocols. On the table's shard. */
final class ForeignReplies {
  private final VirtualHost virtualHost;
  private final JobMessages messages;
  private final Publisher publisher;

  ForeignReplies(VirtualHost virtualHost, Shard shard, JobMessages messages) {
    this.virtualHost = virtualHost;
    this.messages = messages;
    this.publisher = virtualHost.publisher(shard, (token, outcome) -> {});
  }

  /** Sends data of one kind. */
  void send(Run run, ReplyKind kind, ByteBuf data, int index, int length) {
    publish(run, headers(kind), data, index, length);
  }

  /** Sends a kind without data. */
  void send(Run run, ReplyKind kind) {
    publish(run, headers(kind), Unpooled.EMPTY_BUFFER, 0, 0);
  }

  void status(Run run, String done, String whole) {
    Map<String, Object> headers = headers(ReplyKind.STATUS);
    headers.put(ReplyHeaders.NUMERATOR, done);
    headers.put(ReplyHeaders.DENOMINATOR, whole);
    publish(run, headers, Unpooled.EMPTY_BUFFER, 0, 0);
  }

  private static Map<String, Object> headers(ReplyKind kind) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (kind != ReplyKind.COMPLETE) {
      headers.put(ReplyHeaders.KIND, kind.header());
    }
    return headers;
  }

  private void publish(Run run, Map<String, Object> headers, ByteBuf data, int index, int length) {
    MessageProperties properties =
        new MessageProperties(
            null,
            null,
            headers.isEmpty() ? null : headers,
            null,
            null,
            run.correlationId(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    Utf8 replyTo = Utf8.of(run.replyTo());
    Route route = virtualHost.route(Utf8.EMPTY, replyTo, () -> properties);
    Message message = messages.reply(replyTo, properties, data, index, length);
    publisher.publish(message, route, 0);
  }
}
