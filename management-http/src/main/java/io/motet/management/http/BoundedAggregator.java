package io.motet.management.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.nio.charset.StandardCharsets;

/** Collects a request's body up to a limit, beyond which RabbitMQ's answer ends the connection. */
final class BoundedAggregator extends HttpObjectAggregator {
  private static final byte[] TOO_LARGE =
      "{\"error\":\"bad_request\",\"reason\":\"Exceeded HTTP request body size limit\"}"
          .getBytes(StandardCharsets.UTF_8);

  BoundedAggregator(int largestBodyBytes) {
    super(largestBodyBytes, true);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    context
        .writeAndFlush(NettyResponses.of(Response.json(400, TOO_LARGE), false))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
