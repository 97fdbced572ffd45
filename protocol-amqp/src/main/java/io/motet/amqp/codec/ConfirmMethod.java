package io.motet.amqp.codec;

/** RabbitMQ's publisher confirms. Field meanings: AMQP 0-9-1, class 85. */
public sealed interface ConfirmMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 85;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Select.ID -> Select.read(in);
      case SelectOk.ID -> new SelectOk();
      default -> null;
    };
  }

  /** confirm.select. */
  record Select(boolean noWait) implements ConfirmMethod {
    public static final int ID = 10;

    private static Select read(ArgumentReader in) {
      int bits = in.octet();
      return new Select((bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.bits(noWait);
    }
  }

  /** confirm.select-ok. */
  record SelectOk() implements ConfirmMethod {
    public static final int ID = 11;

    @Override
    public int methodId() {
      return ID;
    }
  }
}
