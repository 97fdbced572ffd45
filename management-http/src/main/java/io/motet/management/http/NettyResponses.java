package io.motet.management.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Turns answers into what Netty writes. */
final class NettyResponses {
  private NettyResponses() {}

  /** The codec leaves the body out for HEAD, with the length of what GET would answer. */
  static FullHttpResponse of(Response response, boolean keepAlive) {
    HttpResponseStatus status = HttpResponseStatus.valueOf(response.status());
    FullHttpResponse message =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(response.body()));
    HttpHeaders headers = message.headers();
    response.headers().forEach(headers::set);
    if (response.status() != 204) {
      headers.setInt(HttpHeaderNames.CONTENT_LENGTH, response.body().length);
    }
    headers.set(
        HttpHeaderNames.CONNECTION,
        keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    return message;
  }
}
