package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;
import java.util.Map;

/** How methods are laid out in the version that a connection speaks; frames are the same in all. */
public enum Dialect {
  /** Also for 0-9, which differs in nothing that is used. */
  V0_9_1(0, 9) {
    @Override
    public Method decode(int classId, int methodId, ArgumentReader in) {
      return Method.decode(classId, methodId, in);
    }

    @Override
    void encode(Method method, ByteBuf out, ArgumentWriter arguments) {
      writeIds(out, method.classId(), method.methodId());
      method.encode(arguments.to(out));
    }
  },

  /**
   * The version before, which very old clients speak: other ids for connection.close, no arguments
   * in basic.consume, no field in channel.open-ok. The specification calls it 8-0.
   */
  V0_8(8, 0) {
    @Override
    public Method decode(int classId, int methodId, ArgumentReader in) {
      if (classId == ConnectionMethod.CLASS_ID && methodId >= CLOSE_SHIFT_FROM) {
        return methodId < CLOSE_SHIFT_FROM + CLOSE_SHIFT
            ? null
            : Method.decode(classId, methodId - CLOSE_SHIFT, in);
      }
      if (classId == BasicMethod.CLASS_ID && methodId == BasicMethod.Consume.ID) {
        return consume(in);
      }
      return Method.decode(classId, methodId, in);
    }

    @Override
    void encode(Method method, ByteBuf out, ArgumentWriter arguments) {
      boolean close =
          method instanceof ConnectionMethod.Close || method instanceof ConnectionMethod.CloseOk;
      writeIds(out, method.classId(), method.methodId() + (close ? CLOSE_SHIFT : 0));
      if (!(method instanceof ChannelMethod.OpenOk)) {
        method.encode(arguments.to(out));
      }
    }
  };

  private static final int CLOSE_SHIFT_FROM = ConnectionMethod.Close.ID;
  private static final int CLOSE_SHIFT = 10;

  private final int major;
  private final int minor;

  Dialect(int major, int minor) {
    this.major = major;
    this.minor = minor;
  }

  /** As connection.start tells it. */
  public int major() {
    return major;
  }

  public int minor() {
    return minor;
  }

  /** Reads the fields of a method; null when the ids are unknown. See {@link Method#decode}. */
  public abstract Method decode(int classId, int methodId, ArgumentReader in);

  /** Writes ids and fields. */
  abstract void encode(Method method, ByteBuf out, ArgumentWriter arguments);

  private static void writeIds(ByteBuf out, int classId, int methodId) {
    out.writeShort(classId).writeShort(methodId);
  }

  private static BasicMethod.Consume consume(ArgumentReader in) {
    in.shortInteger();
    String queue = in.shortString();
    String consumerTag = in.shortString();
    int bits = in.octet();
    return new BasicMethod.Consume(
        queue,
        consumerTag,
        (bits & 1) != 0,
        (bits & 2) != 0,
        (bits & 4) != 0,
        (bits & 8) != 0,
        Map.of());
  }
}
