package io.motet.amqp.support;

import io.motet.amqp.codec.Method;
import io.motet.amqp.connection.ChannelContext;
import io.motet.amqp.connection.ChannelEndpoint;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.stats.MessageCounters;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A channel that writes down what it is told, and may be made to misbehave. */
public final class RecordingChannel implements ChannelEndpoint {
  public final ChannelContext context;
  public final List<String> events = new ArrayList<>();
  public Consumer<Method> onMethod = method -> {};
  private final StringBuilder body = new StringBuilder();

  public RecordingChannel(ChannelContext context) {
    this.context = context;
  }

  @Override
  public void method(Method method) {
    events.add(method.toString());
    onMethod.accept(method);
  }

  @Override
  public void publish(
      ByteBuf source,
      int exchangeIndex,
      int exchangeLength,
      int routingKeyIndex,
      int routingKeyLength,
      boolean mandatory,
      boolean immediate) {
    String exchange = source.toString(exchangeIndex, exchangeLength, StandardCharsets.UTF_8);
    String routingKey = source.toString(routingKeyIndex, routingKeyLength, StandardCharsets.UTF_8);
    events.add("publish " + exchange + "/" + routingKey + " " + mandatory + " " + immediate);
  }

  @Override
  public void contentHeader(
      ByteBuf source, int propertiesIndex, int propertiesLength, long bodySizeBytes) {
    events.add("header " + propertiesLength + " " + bodySizeBytes);
    body.setLength(0);
  }

  @Override
  public void contentBody(ByteBuf source, int index, int length) {
    body.append(source.toString(index, length, StandardCharsets.US_ASCII));
  }

  @Override
  public void contentComplete() {
    events.add("body " + body);
  }

  @Override
  public void ack(long deliveryTag, boolean multiple) {
    events.add("ack " + deliveryTag + " " + multiple);
  }

  @Override
  public void writable(boolean writable) {
    events.add("writable " + writable);
  }

  @Override
  public void close() {
    events.add("close");
  }

  @Override
  public ClientConnection connection() {
    return context.connection();
  }

  @Override
  public int number() {
    return context.number();
  }

  @Override
  public int consumerCount() {
    return 0;
  }

  @Override
  public int unacknowledgedCount() {
    return 0;
  }

  @Override
  public int unconfirmedCount() {
    return 0;
  }

  @Override
  public int uncommittedCount() {
    return 0;
  }

  @Override
  public int uncommittedAckCount() {
    return 0;
  }

  @Override
  public int prefetch() {
    return 0;
  }

  @Override
  public int globalPrefetch() {
    return 0;
  }

  @Override
  public boolean confirms() {
    return false;
  }

  @Override
  public boolean transactional() {
    return false;
  }

  @Override
  public long idleSinceMillis() {
    return 0;
  }

  @Override
  public MessageCounters counters() {
    return new MessageCounters();
  }
}
