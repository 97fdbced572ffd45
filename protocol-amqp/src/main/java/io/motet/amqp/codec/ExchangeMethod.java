package io.motet.amqp.codec;

import java.util.Map;

/** Exchanges, and RabbitMQ's bindings between them. Field meanings: AMQP 0-9-1, class 40. */
public sealed interface ExchangeMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 40;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Declare.ID -> Declare.read(in);
      case DeclareOk.ID -> new DeclareOk();
      case Delete.ID -> Delete.read(in);
      case DeleteOk.ID -> new DeleteOk();
      case Bind.ID -> Bind.read(in);
      case BindOk.ID -> new BindOk();
      case Unbind.ID -> Unbind.read(in);
      case UnbindOk.ID -> new UnbindOk();
      default -> null;
    };
  }

  /** exchange.declare. */
  record Declare(
      String exchange,
      String type,
      boolean passive,
      boolean durable,
      boolean autoDelete,
      boolean internal,
      boolean noWait,
      Map<String, Object> arguments)
      implements ExchangeMethod {
    public static final int ID = 10;

    private static Declare read(ArgumentReader in) {
      in.shortInteger();
      String exchange = in.shortString();
      String type = in.shortString();
      int bits = in.octet();
      Map<String, Object> arguments = in.table();
      return new Declare(
          exchange,
          type,
          (bits & 1) != 0,
          (bits & 2) != 0,
          (bits & 4) != 0,
          (bits & 8) != 0,
          (bits & 16) != 0,
          arguments);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(exchange);
      out.shortString(type);
      out.bits(passive, durable, autoDelete, internal, noWait);
      out.table(arguments);
    }
  }

  /** exchange.declare-ok. */
  record DeclareOk() implements ExchangeMethod {
    public static final int ID = 11;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** exchange.delete. */
  record Delete(String exchange, boolean ifUnused, boolean noWait) implements ExchangeMethod {
    public static final int ID = 20;

    private static Delete read(ArgumentReader in) {
      in.shortInteger();
      String exchange = in.shortString();
      int bits = in.octet();
      return new Delete(exchange, (bits & 1) != 0, (bits & 2) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(exchange);
      out.bits(ifUnused, noWait);
    }
  }

  /** exchange.delete-ok. */
  record DeleteOk() implements ExchangeMethod {
    public static final int ID = 21;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** exchange.bind. */
  record Bind(
      String destination,
      String source,
      String routingKey,
      boolean noWait,
      Map<String, Object> arguments)
      implements ExchangeMethod {
    public static final int ID = 30;

    private static Bind read(ArgumentReader in) {
      in.shortInteger();
      String destination = in.shortString();
      String source = in.shortString();
      String routingKey = in.shortString();
      int bits = in.octet();
      Map<String, Object> arguments = in.table();
      return new Bind(destination, source, routingKey, (bits & 1) != 0, arguments);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(destination);
      out.shortString(source);
      out.shortString(routingKey);
      out.bits(noWait);
      out.table(arguments);
    }
  }

  /** exchange.bind-ok. */
  record BindOk() implements ExchangeMethod {
    public static final int ID = 31;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** exchange.unbind. */
  record Unbind(
      String destination,
      String source,
      String routingKey,
      boolean noWait,
      Map<String, Object> arguments)
      implements ExchangeMethod {
    public static final int ID = 40;

    private static Unbind read(ArgumentReader in) {
      in.shortInteger();
      String destination = in.shortString();
      String source = in.shortString();
      String routingKey = in.shortString();
      int bits = in.octet();
      Map<String, Object> arguments = in.table();
      return new Unbind(destination, source, routingKey, (bits & 1) != 0, arguments);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(destination);
      out.shortString(source);
      out.shortString(routingKey);
      out.bits(noWait);
      out.table(arguments);
    }
  }

  /** exchange.unbind-ok. */
  record UnbindOk() implements ExchangeMethod {
    public static final int ID = 51;

    @Override
    public int methodId() {
      return ID;
    }
  }
}
