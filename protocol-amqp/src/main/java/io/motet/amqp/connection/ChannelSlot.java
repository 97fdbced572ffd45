package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ArgumentReader;
import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.codec.ChannelMethod;
import io.motet.amqp.codec.FrameWriter;
import io.motet.amqp.codec.Frames;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;
import io.netty.buffer.ByteBuf;

/**
 * One channel number in use: brings frames to the channel, in order and without objects for
 * basic.publish and basic.ack. After an error it waits, and drops all, until the client has
 * answered channel.close.
 */
final class ChannelSlot implements ChannelContext {
  private final AmqpConnection connection;
  private final int number;
  private final ArgumentReader arguments;
  private final ContentOrder order = new ContentOrder();
  private ChannelEndpoint endpoint;
  private boolean suspended;
  private boolean closing;
  private boolean closed;

  /**
   * @param arguments shared by the connection's channels
   */
  ChannelSlot(AmqpConnection connection, int number, ArgumentReader arguments) {
    this.connection = connection;
    this.number = number;
    this.arguments = arguments;
  }

  void open() {
    endpoint = connection.services().channels().open(this);
  }

  ChannelEndpoint endpoint() {
    return endpoint;
  }

  /** Whether channel.close was sent and its answer has not come. */
  boolean closing() {
    return closing;
  }

  /** The error was sent: from now on only its answer counts. */
  void awaitCloseOk() {
    closing = true;
    closeEndpoint();
  }

  /** Ends the channel; harmless the second time. */
  void closeEndpoint() {
    if (!closed) {
      closed = true;
      endpoint.close();
      resume();
    }
  }

  /** Class and method, as one number, that an error in the current frame belongs to. */
  int causeOf(int type, ByteBuf source, int index) {
    if (order.inContent()) {
      return BasicMethod.CLASS_ID << 16 | BasicMethod.Publish.ID;
    }
    return type == Frames.METHOD ? source.getInt(index) : 0;
  }

  /** A method frame; at least its ids are there. */
  void method(ByteBuf source, int index, int length) {
    order.method();
    int id = source.getInt(index);
    arguments.over(source, index + 4, length - 4);
    if (id == Frames.BASIC_PUBLISH) {
      publish(source);
    } else if (id == Frames.BASIC_ACK) {
      long deliveryTag = arguments.longLong();
      boolean multiple = (arguments.octet() & 1) != 0;
      arguments.expectEnd();
      endpoint.ack(deliveryTag, multiple);
    } else {
      Method method = connection.dialect().decode(id >>> 16, id & 0xFFFF, arguments);
      if (method == null) {
        throw unimplemented();
      }
      arguments.expectEnd();
      dispatch(method);
    }
  }

  private void publish(ByteBuf source) {
    arguments.shortInteger();
    int exchangeLength = arguments.octet();
    int exchangeIndex = arguments.advance(exchangeLength);
    int routingKeyLength = arguments.octet();
    int routingKeyIndex = arguments.advance(routingKeyLength);
    int bits = arguments.octet();
    arguments.expectEnd();
    order.publish();
    endpoint.publish(
        source,
        exchangeIndex,
        exchangeLength,
        routingKeyIndex,
        routingKeyLength,
        (bits & 1) != 0,
        (bits & 2) != 0);
  }

  private void dispatch(Method method) {
    if (method instanceof ChannelMethod.Close) {
      connection.channels().closedByClient(this);
    } else if (method instanceof ChannelMethod.Open) {
      throw new AmqpException(ReplyCode.CHANNEL_ERROR, "second 'channel.open' seen");
    } else if (method instanceof ChannelMethod.CloseOk) {
      throw unimplemented();
    } else {
      endpoint.method(method);
    }
  }

  static AmqpException unimplemented() {
    return new AmqpException(ReplyCode.COMMAND_INVALID, "unimplemented method");
  }

  /** A content header frame; at least its fixed part is there. */
  void contentHeader(ByteBuf source, int index, int length) {
    long bodySizeBytes = source.getLong(index + 4);
    boolean complete =
        order.header(
            source.getUnsignedShort(index), source.getUnsignedShort(index + 2), bodySizeBytes);
    endpoint.contentHeader(
        source,
        index + Frames.CONTENT_HEADER_BYTES,
        length - Frames.CONTENT_HEADER_BYTES,
        bodySizeBytes);
    if (complete && !closed) {
      endpoint.contentComplete();
    }
  }

  void contentBody(ByteBuf source, int index, int length, boolean frameEnds) {
    order.body(length);
    if (length > 0) {
      endpoint.contentBody(source, index, length);
    }
    if (frameEnds && order.bodyFrameEnds() && !closed) {
      endpoint.contentComplete();
    }
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public ClientConnection connection() {
    return connection.view();
  }

  @Override
  public Shard shard() {
    return connection.shard();
  }

  @Override
  public FrontEndContext broker() {
    return connection.services().broker();
  }

  @Override
  public VirtualHost virtualHost() {
    return connection.session().virtualHost();
  }

  @Override
  public String user() {
    return connection.session().user();
  }

  @Override
  public FrameWriter writer() {
    return connection.writer();
  }

  @Override
  public boolean writable() {
    return connection.writable();
  }

  @Override
  public boolean unsentTooMuch() {
    return connection.unsentTooMuch();
  }

  @Override
  public boolean clientCapability(String name) {
    return connection.session().capability(name);
  }

  @Override
  public void suspend() {
    if (!closed && !suspended) {
      suspended = true;
      connection.suspend();
    }
  }

  @Override
  public void resume() {
    if (suspended) {
      suspended = false;
      connection.resume();
    }
  }

  @Override
  public void fail(AmqpException error, int classId, int methodId) {
    if (!closed) {
      connection.channels().failed(this, error, classId, methodId);
    }
  }
}
