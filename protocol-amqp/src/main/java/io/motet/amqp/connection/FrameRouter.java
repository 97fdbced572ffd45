package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ArgumentReader;
import io.motet.amqp.codec.FrameDecoder;
import io.motet.amqp.codec.FrameListener;
import io.motet.amqp.codec.Frames;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;
import io.netty.buffer.ByteBuf;

/**
 * Brings each frame to where it belongs: methods of channel 0 to the control state, all else to the
 * channels, and refuses what belongs nowhere in RabbitMQ's words.
 */
final class FrameRouter implements FrameListener {
  private final AmqpConnection connection;
  private long received;

  FrameRouter(AmqpConnection connection) {
    this.connection = connection;
  }

  /** Frames so far. */
  long received() {
    return received;
  }

  @Override
  public void frame(int type, int channel, ByteBuf source, int index, int length) {
    received++;
    if (channel == 0) {
      controlFrame(type, source, index, length);
    } else if (connection.state().channelsOpen()) {
      connection.channels().frame(type, channel, source, index, length);
    } else if (!connection.state().stopped()) {
      connection.failed(unexpectedFrame(type, source, index, length), 0, 0);
    }
  }

  @Override
  public void body(int channel, ByteBuf source, int index, int length, boolean frameEnds) {
    if (frameEnds) {
      received++;
    }
    if (channel != 0 && connection.state().channelsOpen()) {
      connection.channels().body(channel, source, index, length, frameEnds);
    } else if (!connection.state().stopped()) {
      connection.failed(unexpectedFrame(Frames.BODY, source, index, length), 0, 0);
    }
  }

  @Override
  public void broken(AmqpException error, int channel) {
    connection.broken(error);
  }

  private void controlFrame(int type, ByteBuf source, int index, int length) {
    if (type == Frames.METHOD && length >= 4) {
      controlMethod(source, index, length);
    } else if (connection.state().stopped() || (type == Frames.HEARTBEAT && length == 0)) {
      return;
    } else if (type == Frames.HEADER && length >= Frames.CONTENT_HEADER_BYTES) {
      connection.failed(unexpectedFrame(type, source, index, length), 0, 0);
    } else {
      String text = unexpectedFrame(type, source, index, length).getMessage() + ": unknown_frame";
      connection.failed(new AmqpException(ReplyCode.FRAME_ERROR, text), 0, 0);
    }
  }

  private void controlMethod(ByteBuf source, int index, int length) {
    int classId = source.getUnsignedShort(index);
    int methodId = source.getUnsignedShort(index + 2);
    try {
      ArgumentReader arguments = new ArgumentReader().over(source, index + 4, length - 4);
      Method method = connection.dialect().decode(classId, methodId, arguments);
      if (method == null) {
        throw ChannelSlot.unimplemented();
      }
      arguments.expectEnd();
      connection.state().method(method);
    } catch (AmqpException e) {
      connection.failed(e, classId, methodId);
    } catch (RuntimeException e) {
      connection.log().fault(e);
      connection.failed(
          new AmqpException(ReplyCode.INTERNAL_ERROR, "the log has the cause"), classId, methodId);
    }
  }

  private static AmqpException unexpectedFrame(int type, ByteBuf source, int index, int length) {
    return new AmqpException(
        ReplyCode.UNEXPECTED_FRAME,
        "type " + type + ", " + FrameDecoder.snippet(source, index, length));
  }
}
