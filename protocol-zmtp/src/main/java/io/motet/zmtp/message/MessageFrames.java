package io.motet.zmtp.message;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameSource;
import io.netty.buffer.ByteBuf;

/**
 * A message of any protocol, as frames and with what requests and replies need to know. One that
 * came from a ZMTP peer has exactly the frames it came with; another has the frames that its header
 * {@link FrameHeaders#FRAMES} says, or one. Used again for every message; not thread-safe.
 */
public final class MessageFrames implements FrameSource {
  private final PropertiesView view = new PropertiesView();
  private Message message;
  private int count;
  private int[] lengths = new int[8];
  private int[] indexes = new int[8];
  private boolean topicIsKey;
  private String correlationId;
  private String replyTo;
  private ReplyKind kind;

  /** Looks at a message, which must stay valid while this is asked. */
  public MessageFrames read(Message looked) {
    message = looked;
    if (looked.format().id() == ZmtpMessageFormat.ID) {
      readOwn();
    } else {
      readForeign();
    }
    return this;
  }

  private void readOwn() {
    view.wrap(message.content(), message.propertiesOffset(), message.propertiesSizeBytes());
    correlationId = view.correlationId();
    replyTo = view.replyTo();
    topicIsKey = view.has(PropertiesLayout.TOPIC_IS_KEY);
    kind =
        view.has(PropertiesLayout.OTHER) ? ReplyKind.of(message.properties()) : ReplyKind.COMPLETE;
    if (view.has(PropertiesLayout.FRAMES)) {
      place(view.frameLengths(), view.frameCount());
    } else {
      placeOne();
    }
  }

  private void readForeign() {
    MessageProperties properties = message.properties();
    correlationId = properties.correlationId();
    replyTo = properties.replyTo();
    kind = ReplyKind.of(properties);
    topicIsKey = false;
    int[] said = null;
    if (properties.headers() != null) {
      topicIsKey = Boolean.TRUE.equals(properties.headers().get(FrameHeaders.TOPIC));
      said =
          FrameHeaders.lengths(
              properties.headers().get(FrameHeaders.FRAMES), message.bodySizeBytes());
    }
    if (said == null) {
      placeOne();
    } else {
      place(said, said.length);
    }
  }

  private void placeOne() {
    count = 1;
    indexes[0] = message.bodyOffset();
    lengths[0] = message.bodySizeBytes();
  }

  private void place(int[] frameLengths, int frameCount) {
    count = frameCount;
    if (indexes.length < count) {
      indexes = new int[count];
      lengths = new int[count];
    }
    int at = message.bodyOffset();
    for (int i = 0; i < count; i++) {
      indexes[i] = at;
      lengths[i] = frameLengths[i];
      at += frameLengths[i];
    }
  }

  /** The message looked at. */
  public Message message() {
    return message;
  }

  @Override
  public ByteBuf source() {
    return message.content();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int index(int frame) {
    return indexes[frame];
  }

  @Override
  public int length(int frame) {
    return lengths[frame];
  }

  /** Whether the routing key is one more frame, before the others. */
  public boolean topicIsKey() {
    return topicIsKey;
  }

  /** Null when absent. */
  public String correlationId() {
    return correlationId;
  }

  /** Where a reply goes, or null when none is wanted. */
  public String replyTo() {
    return replyTo;
  }

  /** What it says as a reply. */
  public ReplyKind kind() {
    return kind;
  }
}
