package io.motet.amqp.codec;

import io.netty.buffer.Unpooled;

/** Names of methods by their ids, for logs. */
public final class MethodNames {
  private static final int ENOUGH_ZEROS = 64;

  private MethodNames() {}

  /** For example {@code queue.declare}; {@code none} for 0.0, numbers when unknown. */
  public static String of(int classId, int methodId) {
    if (classId == 0 && methodId == 0) {
      return "none";
    }
    ArgumentReader zeros =
        new ArgumentReader().over(Unpooled.wrappedBuffer(new byte[ENOUGH_ZEROS]), 0, ENOUGH_ZEROS);
    Method method = Method.decode(classId, methodId, zeros);
    return method == null ? classId + "." + methodId : method.wireName();
  }
}
