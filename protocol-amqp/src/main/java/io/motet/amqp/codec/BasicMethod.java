package io.motet.amqp.codec;

import java.util.Map;

/**
 * Messages: publish, consume, get and settle, with RabbitMQ's nack. Field meanings: AMQP 0-9-1,
 * class 60.
 */
public sealed interface BasicMethod extends Method {
  /** The class id on the wire. */
  int CLASS_ID = 60;

  @Override
  default int classId() {
    return CLASS_ID;
  }

  /** Reads the fields of a method; null when the id is unknown. */
  static Method decode(int methodId, ArgumentReader in) {
    return switch (methodId) {
      case Qos.ID -> Qos.read(in);
      case QosOk.ID -> new QosOk();
      case Consume.ID -> Consume.read(in);
      case ConsumeOk.ID -> new ConsumeOk(in.shortString());
      case Cancel.ID -> Cancel.read(in);
      case CancelOk.ID -> new CancelOk(in.shortString());
      case Publish.ID -> Publish.read(in);
      case Return.ID ->
          new Return(in.shortInteger(), in.shortString(), in.shortString(), in.shortString());
      case Deliver.ID -> Deliver.read(in);
      case Get.ID -> Get.read(in);
      case GetOk.ID -> GetOk.read(in);
      case GetEmpty.ID -> GetEmpty.read(in);
      case Ack.ID -> Ack.read(in);
      case Reject.ID -> Reject.read(in);
      case RecoverAsync.ID -> RecoverAsync.read(in);
      case Recover.ID -> Recover.read(in);
      case RecoverOk.ID -> new RecoverOk();
      case Nack.ID -> Nack.read(in);
      default -> null;
    };
  }

  /** basic.qos. */
  record Qos(long prefetchSize, int prefetchCount, boolean global) implements BasicMethod {
    public static final int ID = 10;

    private static Qos read(ArgumentReader in) {
      long prefetchSize = in.longInteger();
      int prefetchCount = in.shortInteger();
      int bits = in.octet();
      return new Qos(prefetchSize, prefetchCount, (bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longInteger(prefetchSize);
      out.shortInteger(prefetchCount);
      out.bits(global);
    }
  }

  /** basic.qos-ok. */
  record QosOk() implements BasicMethod {
    public static final int ID = 11;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** basic.consume. */
  record Consume(
      String queue,
      String consumerTag,
      boolean noLocal,
      boolean noAck,
      boolean exclusive,
      boolean noWait,
      Map<String, Object> arguments)
      implements BasicMethod {
    public static final int ID = 20;

    private static Consume read(ArgumentReader in) {
      in.shortInteger();
      String queue = in.shortString();
      String consumerTag = in.shortString();
      int bits = in.octet();
      Map<String, Object> arguments = in.table();
      return new Consume(
          queue,
          consumerTag,
          (bits & 1) != 0,
          (bits & 2) != 0,
          (bits & 4) != 0,
          (bits & 8) != 0,
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
      out.shortString(consumerTag);
      out.bits(noLocal, noAck, exclusive, noWait);
      out.table(arguments);
    }
  }

  /** basic.consume-ok. */
  record ConsumeOk(String consumerTag) implements BasicMethod {
    public static final int ID = 21;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(consumerTag);
    }
  }

  /** basic.cancel. */
  record Cancel(String consumerTag, boolean noWait) implements BasicMethod {
    public static final int ID = 30;

    private static Cancel read(ArgumentReader in) {
      String consumerTag = in.shortString();
      int bits = in.octet();
      return new Cancel(consumerTag, (bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(consumerTag);
      out.bits(noWait);
    }
  }

  /** basic.cancel-ok. */
  record CancelOk(String consumerTag) implements BasicMethod {
    public static final int ID = 31;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(consumerTag);
    }
  }

  /** basic.publish. */
  record Publish(String exchange, String routingKey, boolean mandatory, boolean immediate)
      implements BasicMethod {
    public static final int ID = 40;

    private static Publish read(ArgumentReader in) {
      in.shortInteger();
      String exchange = in.shortString();
      String routingKey = in.shortString();
      int bits = in.octet();
      return new Publish(exchange, routingKey, (bits & 1) != 0, (bits & 2) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(exchange);
      out.shortString(routingKey);
      out.bits(mandatory, immediate);
    }
  }

  /** basic.return. */
  record Return(int replyCode, String replyText, String exchange, String routingKey)
      implements BasicMethod {
    public static final int ID = 50;

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(replyCode);
      out.shortString(replyText);
      out.shortString(exchange);
      out.shortString(routingKey);
    }
  }

  /** basic.deliver. */
  record Deliver(
      String consumerTag, long deliveryTag, boolean redelivered, String exchange, String routingKey)
      implements BasicMethod {
    public static final int ID = 60;

    private static Deliver read(ArgumentReader in) {
      String consumerTag = in.shortString();
      long deliveryTag = in.longLong();
      int bits = in.octet();
      String exchange = in.shortString();
      String routingKey = in.shortString();
      return new Deliver(consumerTag, deliveryTag, (bits & 1) != 0, exchange, routingKey);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortString(consumerTag);
      out.longLong(deliveryTag);
      out.bits(redelivered);
      out.shortString(exchange);
      out.shortString(routingKey);
    }
  }

  /** basic.get. */
  record Get(String queue, boolean noAck) implements BasicMethod {
    public static final int ID = 70;

    private static Get read(ArgumentReader in) {
      in.shortInteger();
      String queue = in.shortString();
      int bits = in.octet();
      return new Get(queue, (bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.shortInteger(0);
      out.shortString(queue);
      out.bits(noAck);
    }
  }

  /** basic.get-ok. */
  record GetOk(
      long deliveryTag, boolean redelivered, String exchange, String routingKey, long messageCount)
      implements BasicMethod {
    public static final int ID = 71;

    private static GetOk read(ArgumentReader in) {
      long deliveryTag = in.longLong();
      int bits = in.octet();
      String exchange = in.shortString();
      String routingKey = in.shortString();
      long messageCount = in.longInteger();
      return new GetOk(deliveryTag, (bits & 1) != 0, exchange, routingKey, messageCount);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longLong(deliveryTag);
      out.bits(redelivered);
      out.shortString(exchange);
      out.shortString(routingKey);
      out.longInteger(messageCount);
    }
  }

  /** basic.get-empty. */
  record GetEmpty() implements BasicMethod {
    public static final int ID = 72;

    private static GetEmpty read(ArgumentReader in) {
      in.shortString();
      return new GetEmpty();
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

  /** basic.ack. */
  record Ack(long deliveryTag, boolean multiple) implements BasicMethod {
    public static final int ID = 80;

    private static Ack read(ArgumentReader in) {
      long deliveryTag = in.longLong();
      int bits = in.octet();
      return new Ack(deliveryTag, (bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longLong(deliveryTag);
      out.bits(multiple);
    }
  }

  /** basic.reject. */
  record Reject(long deliveryTag, boolean requeue) implements BasicMethod {
    public static final int ID = 90;

    private static Reject read(ArgumentReader in) {
      long deliveryTag = in.longLong();
      int bits = in.octet();
      return new Reject(deliveryTag, (bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longLong(deliveryTag);
      out.bits(requeue);
    }
  }

  /** basic.recover-async. */
  record RecoverAsync(boolean requeue) implements BasicMethod {
    public static final int ID = 100;

    private static RecoverAsync read(ArgumentReader in) {
      int bits = in.octet();
      return new RecoverAsync((bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.bits(requeue);
    }
  }

  /** basic.recover. */
  record Recover(boolean requeue) implements BasicMethod {
    public static final int ID = 110;

    private static Recover read(ArgumentReader in) {
      int bits = in.octet();
      return new Recover((bits & 1) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.bits(requeue);
    }
  }

  /** basic.recover-ok. */
  record RecoverOk() implements BasicMethod {
    public static final int ID = 111;

    @Override
    public int methodId() {
      return ID;
    }
  }

  /** basic.nack. */
  record Nack(long deliveryTag, boolean multiple, boolean requeue) implements BasicMethod {
    public static final int ID = 120;

    private static Nack read(ArgumentReader in) {
      long deliveryTag = in.longLong();
      int bits = in.octet();
      return new Nack(deliveryTag, (bits & 1) != 0, (bits & 2) != 0);
    }

    @Override
    public int methodId() {
      return ID;
    }

    @Override
    public void encode(ArgumentWriter out) {
      out.longLong(deliveryTag);
      out.bits(multiple, requeue);
    }
  }
}
