package io.motet.broker.vhost;

import static io.motet.broker.vhost.MemoryBroker.await;
import static io.motet.broker.vhost.MemoryBroker.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.topic.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts are those of RabbitMQ 3.13. */
class QueueDeclarationTest {
  private static final String OF_Q = "PRECONDITION_FAILED - %s for queue 'q' in vhost '/'%s";

  private final MemoryBroker broker = new MemoryBroker("shards", "2");

  @AfterEach
  void close() {
    broker.close();
  }

  static List<Object[]> wrongArguments() {
    return List.of(
        new Object[] {Map.of("x-message-ttl", -1), "x-message-ttl", ": {value_negative,-1}"},
        new Object[] {
          Map.of("x-message-ttl", "5"), "x-message-ttl", ": \"expected integer, got longstr\""
        },
        new Object[] {
          Map.of("x-message-ttl", 315_360_000_001L),
          "x-message-ttl",
          ": {value_too_large,315360000001}"
        },
        new Object[] {Map.of("x-expires", 0), "x-expires", ": {value_zero,0}"},
        new Object[] {Map.of("x-max-length", -5L), "x-max-length", ": {value_negative,-5}"},
        new Object[] {
          Map.of("x-max-priority", 256), "x-max-priority", ": {max_value_exceeded,256}"
        },
        new Object[] {Map.of("x-overflow", "spill"), "x-overflow", ": invalid_overflow"},
        new Object[] {Map.of("x-overflow", 1), "x-overflow", ": {unacceptable_type,signedint}"},
        new Object[] {
          Map.of("x-dead-letter-routing-key", "k"),
          "x-dead-letter-routing-key",
          ": routing_key_but_no_dlx_defined"
        },
        new Object[] {
          Map.of("x-queue-mode", "fast"), "x-queue-mode", ": \"unsupported queue mode 'fast'\""
        },
        new Object[] {
          Map.of("x-queue-version", 3), "x-queue-version", ": \"unsupported queue version '3'\""
        },
        new Object[] {
          Map.of("x-queue-type", "nope"), "x-queue-type", ": \"unsupported queue type 'nope'\""
        },
        new Object[] {
          Map.of("x-single-active-consumer", "yes"),
          "x-single-active-consumer",
          ": {unacceptable_type,longstr}"
        },
        new Object[] {
          Map.of("x-delivery-limit", 3), "x-delivery-limit", " of queue type rabbit_classic_queue"
        },
        new Object[] {
          Map.of("x-queue-type", "quorum", "x-max-priority", 3),
          "x-max-priority",
          " of queue type rabbit_quorum_queue"
        });
  }

  @ParameterizedTest
  @MethodSource("wrongArguments")
  void wrongArgumentIsNamed(Map<String, Object> arguments, String name, String fault) {
    assertThat(refusal(broker.declare("q", arguments)))
        .isEqualTo(String.format(OF_Q, "invalid arg '" + name + "'", fault));
    assertThat(broker.host().queue("q")).isNull();
  }

  @Test
  void deadLetterExchangeMustBeText() {
    assertThat(refusal(broker.declare("q", Map.of("x-dead-letter-exchange", 1))))
        .isEqualTo(
            "PRECONDITION_FAILED - invalid type 'signedint' for arg 'x-dead-letter-exchange' in"
                + " queue 'q' in vhost '/'");
  }

  @Test
  void unknownArgumentsAndLeaderLocatorAreAccepted() {
    Map<String, Object> arguments = Map.of("x-whatever", 1, "x-queue-leader-locator", "balanced");
    assertThat(await(broker.declare("q", arguments)).arguments()).isEqualTo(arguments);
  }

  @Test
  void aStreamMustBeDurableAndSharedAndOfRightSizes() {
    Map<String, Object> stream = Map.of("x-queue-type", "stream");
    VirtualHost host = broker.host();
    assertThat(refusal(host.declareQueue(new QueueDeclaration("s", false, null, false, stream))))
        .isEqualTo(
            "PRECONDITION_FAILED - invalid property 'non-durable' for queue 's' in vhost '/'");
    assertThat(refusal(host.declareQueue(new QueueDeclaration("s", true, null, true, stream))))
        .isEqualTo(
            "PRECONDITION_FAILED - invalid property 'auto-delete' for queue 's' in vhost '/'");
    assertThat(streamRefusal("x-stream-max-segment-size-bytes", 3_000_000_001L))
        .isEqualTo("PRECONDITION_FAILED - Exceeded max value for x-stream-max-segment-size-bytes");
    assertThat(streamRefusal("x-stream-filter-size-bytes", 15))
        .isEqualTo("PRECONDITION_FAILED - Invalid value for  x-stream-filter-size-bytes");
    assertThat(streamRefusal("x-max-age", "5x"))
        .isEqualTo(
            "PRECONDITION_FAILED - invalid arg 'x-max-age' for queue 's' in vhost '/':"
                + " invalid_max_age");
    assertThat(streamRefusal("x-message-ttl", 5))
        .isEqualTo(
            "PRECONDITION_FAILED - invalid arg 'x-message-ttl' for queue 's' in vhost '/' of queue"
                + " type rabbit_stream_queue");
  }

  private String streamRefusal(String argument, Object value) {
    Map<String, Object> arguments = Map.of("x-queue-type", "stream", argument, value);
    return refusal(
        broker.host().declareQueue(new QueueDeclaration("s", true, null, false, arguments)));
  }

  @Test
  void aStreamIsATopicOfOnePartition() {
    Map<String, Object> arguments =
        Map.of(
            "x-queue-type",
            "stream",
            "x-max-age",
            "2D",
            "x-max-length-bytes",
            50_000,
            "x-stream-max-segment-size-bytes",
            20_000);
    Queue queue =
        await(
            broker.host().declareQueue(new QueueDeclaration("s 1", true, null, false, arguments)));
    assertThat(queue.type()).isEqualTo("stream");
    assertThat(queue.arguments()).isEqualTo(arguments);
    Topic topic = broker.host().topics().topic("s 1");
    assertThat(topic.partitionCount()).isEqualTo(1);
    assertThat(topic.config().value("retention.ms")).isEqualTo("172800000");
    assertThat(topic.config().value("retention.bytes")).isEqualTo("50000");
    assertThat(topic.config().value("segment.bytes")).isEqualTo("20000");
    assertThat(broker.host().queues()).contains(queue);
    await(broker.host().deleteQueue("s 1", false, false, null));
    assertThat(broker.host().topics().topic("s 1")).isNull();
    assertThat(broker.host().queue("s 1")).isNull();
  }

  @Test
  void quorumQueueMustBeDurableAndShared() {
    Map<String, Object> quorum = Map.of("x-queue-type", "quorum");
    VirtualHost host = broker.host();
    assertThat(refusal(host.declareQueue(new QueueDeclaration("q", false, null, false, quorum))))
        .isEqualTo(String.format(OF_Q, "invalid property 'non-durable'", ""));
    assertThat(refusal(host.declareQueue(new QueueDeclaration("q", true, null, true, quorum))))
        .isEqualTo(String.format(OF_Q, "invalid property 'auto-delete'", ""));
    assertThat(
            refusal(
                host.declareQueue(
                    new QueueDeclaration("q", true, broker.connection(1), false, quorum))))
        .isEqualTo(String.format(OF_Q, "invalid property 'exclusive-owner'", ""));
    assertThat(refusal(broker.declare("", quorum)))
        .isEqualTo(
            "PRECONDITION_FAILED - Cannot declare a server-named queue for type"
                + " rabbit_quorum_queue");
    assertThat(await(broker.declare("q", quorum)).type()).isEqualTo("quorum");
  }

  @Test
  void secondDeclarationMustBeTheSame() {
    VirtualHost host = broker.host();
    Queue first = await(broker.declare("q", Map.of("x-message-ttl", 100, "x-note", "a")));
    assertThat(await(broker.declare("q", Map.of("x-message-ttl", 100L, "x-note", "b"))))
        .isSameAs(first);
    assertThat(refusal(host.declareQueue(new QueueDeclaration("q", false, null, false, Map.of()))))
        .isEqualTo(
            String.format(
                OF_Q, "inequivalent arg 'durable'", ": received 'false' but current is 'true'"));
    assertThat(refusal(host.declareQueue(new QueueDeclaration("q", true, null, true, Map.of()))))
        .isEqualTo(
            String.format(
                OF_Q,
                "inequivalent arg 'auto_delete'",
                ": received 'true' but current is 'false'"));
    assertThat(refusal(broker.declare("q", Map.of("x-message-ttl", 200))))
        .isEqualTo(
            String.format(
                OF_Q, "inequivalent arg 'x-message-ttl'", ": received '200' but current is '100'"));
    assertThat(refusal(broker.declare("q", Map.of())))
        .isEqualTo(
            String.format(
                OF_Q,
                "inequivalent arg 'x-message-ttl'",
                ": received none but current is the value '100' of type 'signedint'"));
    assertThat(refusal(broker.declare("q", Map.of("x-message-ttl", "100"))))
        .isEqualTo(
            String.format(
                OF_Q, "inequivalent arg 'x-message-ttl'", ": received '100' but current is '100'"));
    assertThat(refusal(broker.declare("q", Map.of("x-message-ttl", 100, "x-queue-type", "quorum"))))
        .isEqualTo(
            String.format(
                OF_Q,
                "inequivalent arg 'x-queue-type'",
                ": received the value 'quorum' of type 'longstr' but current is none"));
    assertThat(await(broker.declare("q", Map.of("x-message-ttl", 100, "x-queue-type", "classic"))))
        .isSameAs(first);
  }

  @Test
  void reservedAndOverlongNamesAreRefused() {
    assertThat(refusal(broker.declare("amq.foo", Map.of())))
        .isEqualTo("ACCESS_REFUSED - queue name 'amq.foo' contains reserved prefix 'amq.*'");
    assertThat(refusal(broker.declare("a".repeat(255), Map.of()))).isEqualTo("accepted");
    assertThat(refusal(broker.declare("a".repeat(256), Map.of())))
        .startsWith("PRECONDITION_FAILED - queue name is longer than 255 bytes");
  }

  @Test
  void unnamedQueuesGetNamesOfTheirOwn() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      names.add(await(broker.declare("", Map.of())).name());
    }
    assertThat(names).hasSize(50).allMatch(name -> name.matches("amq\\.gen-[A-Za-z0-9_-]{22}"));
  }

  @Test
  void lineEndsAreTakenOut() {
    assertThat(broker.queue("a\r\nb").name()).isEqualTo("ab");
  }

  @Test
  void exclusiveQueueIsItsConnectionsOnly() {
    FakeConnection owner = broker.connection(1);
    FakeConnection other = broker.connection(2);
    VirtualHost host = broker.host();
    Queue queue = await(host.declareQueue(new QueueDeclaration("q", true, owner, false, Map.of())));
    assertThat(queue.durable()).isFalse();
    String locked =
        "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'q' in vhost '/'. It"
            + " could be originally declared on another connection or the exclusive property"
            + " value does not match that of the original declaration.";
    assertThat(refusal(host.declareQueue(new QueueDeclaration("q", true, other, false, Map.of()))))
        .isEqualTo(locked);
    assertThat(refusal(broker.declare("q", Map.of()))).isEqualTo(locked);
    assertThat(refusal(host.deleteQueue("q", false, false, other))).isEqualTo(locked);
    assertThat(refusal(host.bind(MemoryBroker.toQueue("amq.direct", "q", "k"), other)))
        .isEqualTo(locked);
    assertThat(await(host.declareQueue(new QueueDeclaration("q", false, owner, false, Map.of()))))
        .isSameAs(queue);
  }

  @Test
  void exclusiveQueueEndsWithItsConnection() {
    FakeConnection owner = broker.connection(1);
    VirtualHost host = broker.host();
    await(host.declareQueue(new QueueDeclaration("mine", false, owner, false, Map.of())));
    broker.queue("shared");
    broker.bind("amq.fanout", "mine", "");
    broker.broker().context().connections().closed(owner);
    assertThat(
            refusal(host.declareQueue(new QueueDeclaration("late", false, owner, false, Map.of()))))
        .isEqualTo("INTERNAL_ERROR - connection is closed");
    await(host.deleteQueue("mine", false, false, null)); // waits for the deletion on its way
    assertThat(host.queues()).extracting(Queue::name).containsExactly("shared");
    assertThat(host.bindingsFrom("amq.fanout")).isEmpty();
  }

  @Test
  void limitOfTheVirtualHostCounts() {
    await(broker.broker().context().virtualHosts().setLimit("/", "max-queues", 2L));
    broker.queue("a");
    broker.queue("b");
    assertThat(refusal(broker.declare("c", Map.of())))
        .isEqualTo(
            "PRECONDITION_FAILED - cannot declare queue 'c': queue limit in vhost '/' (2) is"
                + " reached");
    assertThat(refusal(broker.declare("a", Map.of()))).isEqualTo("accepted");
    await(broker.broker().context().virtualHosts().setLimit("/", "max-queues", null));
    broker.queue("c");
  }

  @Test
  void deletionOfWhatIsNotThereSucceeds() {
    assertThat(await(broker.host().deleteQueue("none", true, true, null))).isZero();
  }

  @Test
  void declaresOfManyThreadsMeet() throws Exception {
    List<Thread> threads = new ArrayList<>();
    Map<String, Set<Long>> ids = new LinkedHashMap<>();
    IntStream.range(0, 50)
        .forEach(i -> ids.put("q" + i, java.util.concurrent.ConcurrentHashMap.newKeySet()));
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                List<CompletableFuture<Queue>> futures = new ArrayList<>();
                ids.keySet().forEach(name -> futures.add(broker.declare(name, Map.of())));
                futures.forEach(f -> ids.get(await(f).name()).add(f.join().id()));
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ids.values()).allMatch(seen -> seen.size() == 1);
    assertThat(broker.host().queues()).hasSize(50);
  }

  @Test
  void declareAfterDeleteGivesAFreshQueue() {
    Queue first = broker.queue("q");
    CompletableFuture<Long> deletion = broker.host().deleteQueue("q", false, false, null);
    CompletableFuture<Queue> declared = broker.declare("q", Map.of());
    await(deletion);
    assertThat(await(declared).id()).isGreaterThan(first.id());
    assertThat(broker.host().queue("q")).isSameAs(declared.join());
  }

  @Test
  void deadLetterRoutingKeysFitIntoAShortString() {
    String longest = "k".repeat(255);
    assertThat(refusal(broker.declare("fits", deadLettering(longest)))).isEqualTo("accepted");
    assertThat(refusal(broker.declare("long", deadLettering(longest + "k"))))
        .isEqualTo(
            "PRECONDITION_FAILED - invalid arg 'x-dead-letter-routing-key' for queue 'long' in"
                + " vhost '/': \"longer than 255 bytes\"");
  }

  private static Map<String, Object> deadLettering(String key) {
    return Map.of("x-dead-letter-exchange", "x", "x-dead-letter-routing-key", key);
  }
}
