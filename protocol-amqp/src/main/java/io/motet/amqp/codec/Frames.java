package io.motet.amqp.codec;

/** Constants of the frame layout: type, channel, payload size, payload, end octet. */
public final class Frames {
  public static final int METHOD = 1;
  public static final int HEADER = 2;
  public static final int BODY = 3;
  public static final int HEARTBEAT = 8;

  /** The octet that ends every frame. */
  public static final int END = 0xCE;

  /** Type, channel and size before the payload. */
  public static final int PREFIX_BYTES = 7;

  /** What a frame takes besides its payload. */
  public static final int OVERHEAD_BYTES = 8;

  /** Nobody may ask for frames smaller than this. */
  public static final int MIN_SIZE_BYTES = 4096;

  /** Class, weight and body size, before the properties in a content header. */
  public static final int CONTENT_HEADER_BYTES = 12;

  /** Class and method ids of the methods that are told apart before decoding. */
  public static final int BASIC_PUBLISH = BasicMethod.CLASS_ID << 16 | BasicMethod.Publish.ID;

  public static final int BASIC_ACK = BasicMethod.CLASS_ID << 16 | BasicMethod.Ack.ID;
  public static final int CHANNEL_OPEN = ChannelMethod.CLASS_ID << 16 | ChannelMethod.Open.ID;
  public static final int CHANNEL_CLOSE = ChannelMethod.CLASS_ID << 16 | ChannelMethod.Close.ID;
  public static final int CHANNEL_CLOSE_OK =
      ChannelMethod.CLASS_ID << 16 | ChannelMethod.CloseOk.ID;

  private Frames() {}
}
