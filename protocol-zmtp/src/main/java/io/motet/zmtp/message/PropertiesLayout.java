package io.motet.zmtp.message;

/**
 * How the properties of a stored message lie:
 *
 * <pre>
 * u8 flags
 * | CORRELATION_ID: u16 length, bytes
 * | REPLY_TO: u16 length, bytes
 * | FRAMES: u16 count, i32 length of each frame
 * | OTHER: i32 length, fields as {@link io.motet.broker.metadata.Fields} writes them
 * </pre>
 *
 * <p>What requests and replies carry comes first and bare, because it is read for every message.
 */
final class PropertiesLayout {
  static final int CORRELATION_ID = 1;
  static final int REPLY_TO = 2;

  /** The body is several frames; absent for one. */
  static final int FRAMES = 4;

  /** The message had one frame more, the first: it is the routing key. */
  static final int TOPIC_IS_KEY = 8;

  static final int PERSISTENT = 16;
  static final int OTHER = 32;

  /** The most frames that the count can say. */
  static final int MAX_FRAMES = 0xffff;

  private PropertiesLayout() {}
}
