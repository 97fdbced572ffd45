package io.motet.amqp.codec;

import java.util.Map;

/** Queues and their bindings. Field meanings: AMQP 0-9-1, class 50. */
public sealed interface QueueMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 50;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Declare.ID -> Declare.read(in);
      case DeclareOk.ID -> new DeclareOk(in.shortString(), in.longInteger(), in.longInteger());
      case Bind.ID -> Bind.read(in);
      case BindOk.ID -> new BindOk();
      case Purge.ID -> Purge.read(in);
      case PurgeOk.ID -> new PurgeOk(in.longInteger());
      case Delete.ID -> Delete.read(in);
      case DeleteOk.ID -> new DeleteOk(in.longInteger());
      case Unbind.ID -> Unbind.read(in);
      case UnbindOk.ID -> new UnbindOk();
      default -> null;
    };
  }

  /** queue.declare. */
  record Declare(
      String queue,
      boolean passive,
      boolean durable,
      boolean exclusive,
      boolean autoDelete,
      boolean noWait,
      Map<String, Object> arguments)
      implements QueueMethod {
    public static final int ID = 10;

    private static Declare read(ArgumentReader in) {
      in.shortInteger();
      String queue = in.shortString();
      int bits = in.octet();
      Map<String, Object> arguments = in.table();
      return new Declare(
          queue,
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
      out.shortString(queue);
      out.bits(passive, durable, exclusive, autoDelete, noWait);
      out.table(arguments);
    }
  }

  /** queue.declare-ok. */
  record DeclareOk(String queue, long messageCount, long consumerCount) implements QueueMethod {
    public static final int ID = 11;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(queue);
      out.longInteger(messageCount);
      out.longInteger(consumerCount);
    }
  }

  /** queue.bind. */
  record Bind(
      String queue,
      String exchange,
      String routingKey,
      boolean noWait,
      Map<String, Object> arguments)
      implements QueueMethod {
    public static final int ID = 20;

    private static Bind read(ArgumentReader in) {
      in.shortInteger();
      String queue = in.shortString();
      String exchange = in.shortString();
      String routingKey = in.shortString();
      int bits = in.octet();
      Map<String, Object> arguments = in.table();
      return new Bind(queue, exchange, routingKey, (bits & 1) != 0, arguments);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(queue);
      out.shortString(exchange);
      out.shortString(routingKey);
      out.bits(noWait);
      out.table(arguments);
    }
  }

  /** queue.bind-ok. */
  record BindOk() implements QueueMethod {
    public static final int ID = 21;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** queue.purge. */
  record Purge(String queue, boolean noWait) implements QueueMethod {
    public static final int ID = 30;

    private static Purge read(ArgumentReader in) {
      in.shortInteger();
      String queue = in.shortString();
      int bits = in.octet();
      return new Purge(queue, (bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(queue);
      out.bits(noWait);
    }
  }

  /** queue.purge-ok. */
  record PurgeOk(long messageCount) implements QueueMethod {
    public static final int ID = 31;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longInteger(messageCount);
    }
  }

  /** queue.delete. */
  record Delete(String queue, boolean ifUnused, boolean ifEmpty, boolean noWait)
      implements QueueMethod {
    public static final int ID = 40;

    private static Delete read(ArgumentReader in) {
      in.shortInteger();
      String queue = in.shortString();
      int bits = in.octet();
      return new Delete(queue, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(queue);
      out.bits(ifUnused, ifEmpty, noWait);
    }
  }

  /** queue.delete-ok. */
  record DeleteOk(long messageCount) implements QueueMethod {
    public static final int ID = 41;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longInteger(messageCount);
    }
  }

  /** queue.unbind. */
  record Unbind(String queue, String exchange, String routingKey, Map<String, Object> arguments)
      implements QueueMethod {
    public static final int ID = 50;

    private static Unbind read(ArgumentReader in) {
      in.shortInteger();
      String queue = in.shortString();
      String exchange = in.shortString();
      String routingKey = in.shortString();
      Map<String, Object> arguments = in.table();
      return new Unbind(queue, exchange, routingKey, arguments);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(queue);
      out.shortString(exchange);
      out.shortString(routingKey);
      out.table(arguments);
    }
  }

  /** queue.unbind-ok. */
  record UnbindOk() implements QueueMethod {
    public static final int ID = 51;

    @Override
    public int methodId() {
      return ID;
    }
  }
}
