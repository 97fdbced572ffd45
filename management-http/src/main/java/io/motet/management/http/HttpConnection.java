package io.motet.management.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. Requests are answered one at a time in their order, as pipelining
 * demands; while one is with a worker, further ones wait here and reading stops.
 */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  private final RequestHandler handler;
  private final Executor workers;
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private boolean busy;

  HttpConnection(RequestHandler handler, Executor workers) {
    this.handler = handler;
    this.workers = workers;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
    if (message.decoderResult().isFailure()) {
      write(context, badRequest(), false);
      return;
    }
    InetSocketAddress peer = (InetSocketAddress) context.channel().remoteAddress();
    Request request;
    try {
      request = Request.of(message, peer, HttpUtil.isKeepAlive(message));
    } catch (IllegalArgumentException e) {
      write(context, badRequest(), false);
      return;
    }
    waiting.add(request);
    context.channel().config().setAutoRead(false);
    next(context);
  }

  private void next(ChannelHandlerContext context) {
    if (busy) {
      return;
    }
    Request request = waiting.poll();
    if (request == null) {
      context.channel().config().setAutoRead(true);
      return;
    }
    busy = true;
    try {
      workers.execute(() -> answer(context, request));
    } catch (RejectedExecutionException e) {
      finish(context, Response.empty(503), false);
    }
  }

  /** On a worker. */
  private void answer(ChannelHandlerContext context, Request request) {
    Response response;
    try {
      response = Compression.apply(request, handler.handle(request));
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      response = Response.empty(500);
    }
    Response answer = response;
    context.executor().execute(() -> finish(context, answer, request.keepAlive()));
  }

  private void finish(ChannelHandlerContext context, Response response, boolean keepAlive) {
    busy = false;
    write(context, response, keepAlive);
    if (keepAlive) {
      next(context);
    }
  }

  private static void write(ChannelHandlerContext context, Response response, boolean keepAlive) {
    var written = context.writeAndFlush(NettyResponses.of(response, keepAlive));
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static Response badRequest() {
    return Response.empty(400);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && !busy) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("closing {}", context.channel(), cause);
    context.close();
  }
}
