package io.motet.amqp.codec;

import java.util.Map;

/**
 * The life of a connection: handshake, tuning, close, and RabbitMQ's blocked and update-secret.
 * Field meanings: AMQP 0-9-1, class 10.
 */
public sealed interface ConnectionMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 10;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Start.ID ->
          new Start(in.octet(), in.octet(), in.table(), in.longString(), in.longString());
      case StartOk.ID ->
          new StartOk(in.table(), in.shortString(), in.longString(), in.shortString());
      case Secure.ID -> new Secure(in.longString());
      case SecureOk.ID -> new SecureOk(in.longString());
      case Tune.ID -> new Tune(in.shortInteger(), in.longInteger(), in.shortInteger());
      case TuneOk.ID -> new TuneOk(in.shortInteger(), in.longInteger(), in.shortInteger());
      case Open.ID -> Open.read(in);
      case OpenOk.ID -> OpenOk.read(in);
      case Close.ID ->
          new Close(in.shortInteger(), in.shortString(), in.shortInteger(), in.shortInteger());
      case CloseOk.ID -> new CloseOk();
      case Blocked.ID -> new Blocked(in.shortString());
      case Unblocked.ID -> new Unblocked();
      case UpdateSecret.ID -> new UpdateSecret(in.longString(), in.shortString());
      case UpdateSecretOk.ID -> new UpdateSecretOk();
      default -> null;
    };
  }

  /** connection.start. */
  record Start(
      int versionMajor,
      int versionMinor,
      Map<String, Object> serverProperties,
      LongString mechanisms,
      LongString locales)
      implements ConnectionMethod {
    public static final int ID = 10;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.octet(versionMajor);
      out.octet(versionMinor);
      out.table(serverProperties);
      out.longString(mechanisms);
      out.longString(locales);
    }
  }

  /** connection.start-ok. */
  record StartOk(
      Map<String, Object> clientProperties, String mechanism, LongString response, String locale)
      implements ConnectionMethod {
    public static final int ID = 11;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.table(clientProperties);
      out.shortString(mechanism);
      out.longString(response);
      out.shortString(locale);
    }
  }

  /** connection.secure. */
  record Secure(LongString challenge) implements ConnectionMethod {
    public static final int ID = 20;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longString(challenge);
    }
  }

  /** connection.secure-ok. */
  record SecureOk(LongString response) implements ConnectionMethod {
    public static final int ID = 21;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longString(response);
    }
  }

  /** connection.tune. */
  record Tune(int channelMax, long frameMax, int heartbeat) implements ConnectionMethod {
    public static final int ID = 30;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(channelMax);
      out.longInteger(frameMax);
      out.shortInteger(heartbeat);
    }
  }

  /** connection.tune-ok. */
  record TuneOk(int channelMax, long frameMax, int heartbeat) implements ConnectionMethod {
    public static final int ID = 31;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(channelMax);
      out.longInteger(frameMax);
      out.shortInteger(heartbeat);
    }
  }

  /** connection.open. */
  record Open(String virtualHost) implements ConnectionMethod {
    public static final int ID = 40;

    private static Open read(ArgumentReader in) {
      String virtualHost = in.shortString();
      in.shortString();
      in.octet();
      return new Open(virtualHost);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(virtualHost);
      out.shortString("");
      out.bits(false);
    }
  }

  /** connection.open-ok. */
  record OpenOk() implements ConnectionMethod {
    public static final int ID = 41;

    private static OpenOk read(ArgumentReader in) {
      in.shortString();
      return new OpenOk();
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

  /** connection.close. */
  record Close(int replyCode, String replyText, int causeClassId, int causeMethodId)
      implements ConnectionMethod {
    public static final int ID = 50;

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

  /** connection.close-ok. */
  record CloseOk() implements ConnectionMethod {
    public static final int ID = 51;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** connection.blocked. */
  record Blocked(String reason) implements ConnectionMethod {
    public static final int ID = 60;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(reason);
    }
  }

  /** connection.unblocked. */
  record Unblocked() implements ConnectionMethod {
    public static final int ID = 61;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** connection.update-secret. */
  record UpdateSecret(LongString newSecret, String reason) implements ConnectionMethod {
    public static final int ID = 70;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longString(newSecret);
      out.shortString(reason);
    }
  }

  /** connection.update-secret-ok. */
  record UpdateSecretOk() implements ConnectionMethod {
    public static final int ID = 71;

    @Override
    public int methodId() {
      return ID;
    }
  }
}
