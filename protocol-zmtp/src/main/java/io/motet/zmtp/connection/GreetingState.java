package io.motet.zmtp.connection;

import io.motet.zmtp.codec.Greeting;
import io.motet.zmtp.codec.SocketType;
import io.motet.zmtp.codec.ZmtpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Neither side knows yet what the other speaks. Ours went out up to the major version, which every
 * peer needs; the rest depends on the peer's version and mechanism, so it follows the peer's.
 */
final class GreetingState implements ConnectionState {
  private static final int LEGACY_REVISION_2_0 = 1;
  private static final int MAJOR_3 = 3;

  private final ZmtpConnection connection;
  private final ByteBuf greeting = Unpooled.buffer(Greeting.SIZE_BYTES, Greeting.SIZE_BYTES);

  GreetingState(ZmtpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "greeting";
  }

  /** How many octets of the peer's greeting have come. */
  int receivedBytes() {
    return greeting.readableBytes();
  }

  /**
   * Reads what belongs to the greeting and no more.
   *
   * @throws ZmtpException when it is none, or of a version that is not served
   */
  void read(ByteBuf bytes) {
    while (bytes.isReadable() && connection.state() == this) {
      int wanted = nextStop() - greeting.readableBytes();
      greeting.writeBytes(bytes, Math.min(wanted, bytes.readableBytes()));
      check();
    }
  }

  /** How many octets must be there before the next decision. */
  private int nextStop() {
    if (greeting.readableBytes() <= Greeting.VERSION_INDEX) {
      return Greeting.VERSION_INDEX + 1;
    }
    return isLegacy() ? Greeting.LEGACY_SIZE_BYTES : Greeting.SIZE_BYTES;
  }

  private boolean isLegacy() {
    return greeting.getUnsignedByte(Greeting.VERSION_INDEX) < MAJOR_3;
  }

  private void check() {
    int available = greeting.readableBytes();
    if (!Greeting.isSignature(greeting, 0, available)) {
      throw new ZmtpException("no ZMTP 2 or 3 greeting; ZMTP 1.0 is not served");
    }
    if (available <= Greeting.VERSION_INDEX) {
      return;
    }
    if (isLegacy() && available == Greeting.LEGACY_SIZE_BYTES) {
      enterLegacy();
    } else if (!isLegacy() && available == Greeting.SIZE_BYTES) {
      enterMechanism();
    }
  }

  private void enterLegacy() {
    int revision = greeting.getUnsignedByte(Greeting.VERSION_INDEX);
    SocketType type = SocketType.ofLegacyCode(greeting.getUnsignedByte(Greeting.VERSION_INDEX + 1));
    if (revision != LEGACY_REVISION_2_0 || type == null || type.complement() == null) {
      throw new ZmtpException("ZMTP revision " + revision + ", socket type " + type);
    }
    connection.session().greeted("NULL", 2, 0);
    connection.admission().checkMechanism("NULL");
    connection.enter(new LegacyState(connection, type));
  }

  private void enterMechanism() {
    String mechanism = Greeting.mechanism(greeting, 0);
    boolean asServer = Greeting.asServer(greeting, 0);
    connection
        .session()
        .greeted(
            mechanism,
            greeting.getUnsignedByte(Greeting.VERSION_INDEX),
            Greeting.minor(greeting, 0));
    connection.admission().checkMechanism(mechanism);
    if (asServer && !mechanism.equals("NULL")) {
      throw new ZmtpException("a peer that wants to be the server of mechanism " + mechanism);
    }
    boolean weServe = !mechanism.equals("NULL");
    Greeting.writeRest(connection.outbound().room(Greeting.SIZE_BYTES), mechanism, weServe);
    connection.enter(
        switch (mechanism) {
          case "NULL" -> new NullState(connection);
          case "PLAIN" -> new PlainState(connection);
          case "CURVE" -> new CurveState(connection);
          default -> throw new ZmtpException("unknown mechanism " + mechanism);
        });
  }
}
