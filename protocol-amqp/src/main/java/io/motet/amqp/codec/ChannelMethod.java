package io.motet.amqp.codec;

/** The life of a channel. Field meanings: AMQP 0-9-1, class 20. */
public sealed interface ChannelMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 20;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Open.ID -> Open.read(in);
      case OpenOk.ID -> OpenOk.read(in);
      case Flow.ID -> Flow.read(in);
      case FlowOk.ID -> FlowOk.read(in);
      case Close.ID ->
          new Close(in.shortInteger(), in.shortString(), in.shortInteger(), in.shortInteger());
      case CloseOk.ID -> new CloseOk();
      default -> null;
    };
  }

  /** channel.open. */
  record Open() implements ChannelMethod {
    public static final int ID = 10;

    private static Open read(ArgumentReader in) {
      in.shortString();
      return new Open();
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString("");
    }
  }

  /** channel.open-ok. */
  record OpenOk() implements ChannelMethod {
    public static final int ID = 11;

    private static OpenOk read(ArgumentReader in) {
      in.longString();
      return new OpenOk();
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longString(LongString.EMPTY);
    }
  }

  /** channel.flow. */
  record Flow(boolean active) implements ChannelMethod {
    public static final int ID = 20;

    private static Flow read(ArgumentReader in) {
      int bits = in.octet();
      return new Flow((bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.bits(active);
    }
  }

  /** channel.flow-ok. */
  record FlowOk(boolean active) implements ChannelMethod {
    public static final int ID = 21;

    private static FlowOk read(ArgumentReader in) {
      int bits = in.octet();
      return new FlowOk((bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.bits(active);
    }
  }

  /** channel.close. */
  record Close(int replyCode, String replyText, int causeClassId, int causeMethodId)
      implements ChannelMethod {
    public static final int ID = 40;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(replyCode);
      out.shortString(replyText);
      out.shortInteger(causeClassId);
      out.shortInteger(causeMethodId);
    }
  }

  /** channel.close-ok. */
  record CloseOk() implements ChannelMethod {
    public static final int ID = 41;

    @Override
    public int methodId() {
      return ID;
    }
  }
}
