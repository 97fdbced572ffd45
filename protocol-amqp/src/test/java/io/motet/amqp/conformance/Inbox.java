package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A consumer that keeps what it gets for the test to look at. */
final class Inbox extends DefaultConsumer {
  private static final long PATIENCE_SECONDS = 15;

  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private String tag;

  private Inbox(Channel channel) {
    super(channel);
  }

  static Inbox on(Channel channel, String queue, boolean autoAck) throws IOException {
    Inbox inbox = new Inbox(channel);
    inbox.tag = channel.basicConsume(queue, autoAck, inbox);
    return inbox;
  }

  static Inbox with(
      Channel channel, String queue, boolean exclusive, java.util.Map<String, Object> arguments)
      throws IOException {
    Inbox inbox = new Inbox(channel);
    inbox.tag = channel.basicConsume(queue, false, "", false, exclusive, arguments, inbox);
    return inbox;
  }

  String tag() {
    return tag;
  }

  @Override
  public void handleDelivery(
      String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
    deliveries.add(new Delivery(envelope, properties, body));
  }

  @Override
  public void handleCancel(String consumerTag) {
    cancelled.countDown();
  }

  /** The next message, waited for. */
  Delivery next() throws InterruptedException {
    Delivery delivery = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(delivery).as("a delivery").isNotNull();
    return delivery;
  }

  List<String> nextBodies(int count) throws InterruptedException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bodies.add(ConformanceTest.text(next().getBody()));
    }
    return bodies;
  }

  /** Messages that have come and were not taken. */
  int waiting() {
    return deliveries.size();
  }

  /** Whether the server cancelled it, waited for. */
  boolean cancelledByServer() throws InterruptedException {
    return cancelled.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
