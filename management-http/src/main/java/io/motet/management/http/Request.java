package io.motet.management.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * A whole request, copied out of Netty's buffers so that any thread may use it.
 *
 * @param path as sent, still percent-encoded
 * @param query decoded
 * @param body empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Request(
    String method,
    String path,
    Map<String, List<String>> query,
    HttpHeaders headers,
    byte[] body,
    InetSocketAddress peer,
    boolean keepAlive) {

  /** Throws IllegalArgumentException when the query's encoding is broken. */
  static Request of(FullHttpRequest message, InetSocketAddress peer, boolean keepAlive) {
    QueryStringDecoder uri = new QueryStringDecoder(message.uri());
    byte[] body = new byte[message.content().readableBytes()];
    message.content().getBytes(message.content().readerIndex(), body);
    return new Request(
        message.method().name(),
        uri.rawPath(),
        uri.parameters(),
        message.headers().copy(),
        body,
        peer,
        keepAlive);
  }

  /** The first value of a query parameter, or null. */
  public String query(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** Whether a query parameter is literally {@code true}, as RabbitMQ reads them. */
  public boolean flag(String name) {
    return "true".equals(query(name));
  }

  /** The first value of a header, or null. */
  public String header(String name) {
    return headers.get(name);
  }
}
