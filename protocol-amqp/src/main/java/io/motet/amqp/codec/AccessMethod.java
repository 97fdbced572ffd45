package io.motet.amqp.codec;

/**
 * Access tickets of AMQP 0-8, which RabbitMQ still grants to anyone. Field meanings: AMQP 0-9-1,
 * class 30.
 */
public sealed interface AccessMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 30;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Request.ID -> Request.read(in);
      case RequestOk.ID -> new RequestOk(in.shortInteger());
      default -> null;
    };
  }

  /** access.request. */
  record Request(
      String realm, boolean exclusive, boolean passive, boolean active, boolean write, boolean read)
      implements AccessMethod {
    public static final int ID = 10;

    private static Request read(ArgumentReader in) {
      String realm = in.shortString();
      int bits = in.octet();
      return new Request(
          realm,
          (bits & 1) != 0,
          (bits & 2) != 0,
          (bits & 4) != 0,
          (bits & 8) != 0,
          (bits & 16) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(realm);
      out.bits(exclusive, passive, active, write, read);
    }
  }

  /** access.request-ok. */
  record RequestOk(int ticket) implements AccessMethod {
    public static final int ID = 11;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(ticket);
    }
  }
}
