package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ArgumentReader;
import io.motet.amqp.codec.ChannelMethod;
import io.motet.amqp.codec.FrameDecoder;
import io.motet.amqp.codec.Frames;
import io.motet.amqp.codec.ReplyCode;
import io.motet.broker.error.BrokerException;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of one connection by number: opens and closes them, brings frames to them and
 * answers their errors. On the connection's shard, but for {@link #endpoints}.
 */
final class ChannelTable {
  private static final int NO_METHOD = 0;

  private final AmqpConnection connection;
  private final ArgumentReader arguments = new ArgumentReader();
  private final IntObjectHashMap<ChannelSlot> slots = new IntObjectHashMap<>(2);
  private volatile List<ChannelEndpoint> endpoints = List.of();

  ChannelTable(AmqpConnection connection) {
    this.connection = connection;
  }

  /** The open channels; any thread. */
  List<ChannelEndpoint> endpoints() {
    return endpoints;
  }

  /** A whole frame that is not a body, for a channel other than 0. */
  void frame(int type, int channel, ByteBuf source, int index, int length) {
    ChannelSlot slot = slots.get(channel);
    if (slot != null && slot.closing()) {
      closingFrame(slot, type, source, index, length);
      return;
    }
    int cause = slot == null ? causeWithoutSlot(type, source, index, length) : NO_METHOD;
    try {
      checkKnown(type, source, index, length);
      if (slot == null) {
        open(type, channel, source, index);
        return;
      }
      cause = slot.causeOf(type, source, index);
      if (type == Frames.METHOD) {
        slot.method(source, index, length);
      } else {
        connection.contentReceived();
        slot.contentHeader(source, index, length);
      }
    } catch (RuntimeException e) {
      failed(slot, e, cause);
    }
  }

  /** Bytes of a body frame. */
  void body(int channel, ByteBuf source, int index, int length, boolean frameEnds) {
    ChannelSlot slot = slots.get(channel);
    if (slot != null && slot.closing()) {
      return;
    }
    int cause = NO_METHOD;
    try {
      if (slot == null) {
        throw new AmqpException(
            ReplyCode.UNEXPECTED_FRAME, "expected method frame, got non method frame instead");
      }
      cause = slot.causeOf(Frames.BODY, source, index);
      slot.contentBody(source, index, length, frameEnds);
      connection.contentReceived();
    } catch (RuntimeException e) {
      failed(slot, e, cause);
    }
  }

  private static void checkKnown(int type, ByteBuf source, int index, int length) {
    boolean known =
        (type == Frames.METHOD && length >= 4)
            || (type == Frames.HEADER && length >= Frames.CONTENT_HEADER_BYTES);
    if (known) {
      return;
    }
    String snippet = "type " + type + ", " + FrameDecoder.snippet(source, index, length);
    throw type == Frames.HEARTBEAT && length == 0
        ? new AmqpException(ReplyCode.UNEXPECTED_FRAME, snippet)
        : new AmqpException(ReplyCode.FRAME_ERROR, snippet + ": unknown_frame");
  }

  private static int causeWithoutSlot(int type, ByteBuf source, int index, int length) {
    return type == Frames.METHOD && length >= 4 ? source.getInt(index) : NO_METHOD;
  }

  private void open(int type, int channel, ByteBuf source, int index) {
    checkLimits();
    if (type != Frames.METHOD) {
      throw new AmqpException(
          ReplyCode.UNEXPECTED_FRAME, "expected method frame, got non method frame instead");
    }
    if (source.getInt(index) != Frames.CHANNEL_OPEN) {
      throw new AmqpException(ReplyCode.CHANNEL_ERROR, "expected 'channel.open'");
    }
    ChannelSlot slot = new ChannelSlot(connection, channel, arguments);
    slot.open();
    slots.put(channel, slot);
    connection.services().open().channelOpened();
    publishEndpoints();
    connection.services().broker().connections().channelOpened(slot.endpoint());
    connection.writer().method(channel, new ChannelMethod.OpenOk());
  }

  private void checkLimits() {
    int max = connection.session().channelMax();
    if (max != 0 && slots.size() >= max) {
      throw notAllowed(
          "number of channels opened ("
              + slots.size()
              + ") has reached the negotiated channel_max ("
              + max
              + ")");
    }
    int nodeMax = connection.services().options().channelMaxPerNode();
    if (nodeMax != 0 && connection.services().open().channelCount() >= nodeMax) {
      throw notAllowed(
          "number of channels opened on node '"
              + connection.services().broker().nodeName()
              + "' has reached the maximum allowed limit of ("
              + nodeMax
              + ")");
    }
  }

  private static AmqpException notAllowed(String text) {
    return AmqpException.blamingNoMethod(ReplyCode.NOT_ALLOWED, text);
  }

  /** While the answer to channel.close is outstanding only the two closes are looked at. */
  private void closingFrame(ChannelSlot slot, int type, ByteBuf source, int index, int length) {
    if (type != Frames.METHOD || length < 4) {
      return;
    }
    int id = source.getInt(index);
    if (id == Frames.CHANNEL_CLOSE_OK) {
      slots.remove(slot.number());
    } else if (id == Frames.CHANNEL_CLOSE) {
      connection.writer().method(slot.number(), new ChannelMethod.CloseOk());
    }
  }

  void closedByClient(ChannelSlot slot) {
    slots.remove(slot.number());
    close(slot);
    publishEndpoints();
    connection.writer().method(slot.number(), new ChannelMethod.CloseOk());
  }

  /** Ends all channels without a word to the client. */
  void closeAll() {
    List<ChannelSlot> all = new ArrayList<>(slots.values());
    slots.clear();
    endpoints = List.of();
    all.forEach(this::close);
  }

  void writable(boolean writable) {
    for (ChannelEndpoint endpoint : endpoints) {
      endpoint.writable(writable);
    }
  }

  private void failed(ChannelSlot slot, RuntimeException fault, int cause) {
    AmqpException error;
    if (fault instanceof AmqpException told) {
      error = told;
    } else if (fault instanceof BrokerException refusal) {
      error = AmqpException.of(refusal);
    } else {
      connection.log().fault(fault);
      error = new AmqpException(ReplyCode.INTERNAL_ERROR, "the log has the cause");
    }
    int blamed = error.blamesMethod() ? cause : NO_METHOD;
    failed(slot, error, blamed >>> 16, blamed & 0xFFFF);
  }

  /** Tells the client: closes the channel, or the connection where the error is a hard one. */
  void failed(ChannelSlot slot, AmqpException error, int classId, int methodId) {
    if (slot == null || error.code().hard()) {
      connection.failed(error, classId, methodId);
      return;
    }
    connection.log().channelError(slot.number(), error, classId, methodId);
    connection
        .writer()
        .method(
            slot.number(),
            new ChannelMethod.Close(error.code().code(), error.replyText(), classId, methodId));
    close(slot);
    slot.awaitCloseOk();
    publishEndpoints();
  }

  private void close(ChannelSlot slot) {
    if (slot.closing()) {
      return;
    }
    slot.closeEndpoint();
    connection.services().open().channelClosed();
    connection.services().broker().connections().channelClosed(slot.endpoint());
  }

  private void publishEndpoints() {
    List<ChannelEndpoint> open = new ArrayList<>(slots.size());
    for (ChannelSlot slot : slots.values()) {
      if (!slot.closing()) {
        open.add(slot.endpoint());
      }
    }
    endpoints = open;
  }
}
