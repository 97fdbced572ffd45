package io.motet.broker.queue;

import static io.motet.broker.queue.TestEngine.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.Message;
import io.motet.broker.shard.Shard;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.memory.MemoryJournal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPublishTest {
  private final TestEngine engine =
      new TestEngine(new SimulatedShards(2, 7), new MemoryJournal(), TestEngine.PLENTY_BYTES);

  private CompletableFuture<BatchOutcome> publish(LocalQueue queue, String... bodies) {
    return publish(queue, null, bodies);
  }

  private CompletableFuture<BatchOutcome> publish(
      LocalQueue queue, NumberedBatch number, String... bodies) {
    Shard publisher = engine.shards.get(0);
    List<CompletableFuture<BatchOutcome>> answers = new ArrayList<>();
    engine.shards.on(
        publisher,
        () -> {
          List<Message> messages = new ArrayList<>();
          for (String body : bodies) {
            messages.add(engine.message(publisher, body));
          }
          answers.add(engine.engine.fanOut(publisher).publishAll(messages, queue, number));
        });
    return answers.get(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void allAreThereInOrderBeforeTheAnswer(int shard) {
    LocalQueue queue = engine.queue("q", settings(), shard, true, false);
    CompletableFuture<BatchOutcome> answer = publish(queue, "a", "b", "c");
    assertThat(answer).isNotDone();
    assertThat(engine.join(answer)).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.drain(queue)).containsExactly("a", "b", "c");
  }

  @Test
  void aTransientQueueNeedsNoDisk() {
    LocalQueue queue = engine.queue("t", settings(), 0, false, false);
    assertThat(publish(queue, "a")).isCompletedWithValue(BatchOutcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatDoesNotFitIsRefusedAsAWhole(int shard) {
    LocalQueue queue =
        engine.queue(
            "q", settings().maxLength(3).overflow(Overflow.REJECT_PUBLISH), shard, true, false);
    assertThat(engine.join(publish(queue, "a", "b"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, "c", "d"))).isEqualTo(BatchOutcome.TOO_MANY);
    assertThat(engine.join(publish(queue, "c"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, "d", "e"))).isEqualTo(BatchOutcome.NO_ROOM);
    assertThat(engine.drain(queue)).containsExactly("a", "b", "c");
  }

  @Test
  void bytesCountToo() {
    LocalQueue queue =
        engine.queue("q", settings().maxLengthBytes(5).overflow(Overflow.REJECT_PUBLISH));
    assertThat(engine.join(publish(queue, "123", "456"))).isEqualTo(BatchOutcome.TOO_MANY);
    assertThat(engine.join(publish(queue, "123456"))).isEqualTo(BatchOutcome.NO_ROOM);
    assertThat(engine.join(publish(queue, "123", "45"))).isEqualTo(BatchOutcome.ACCEPTED);
  }

  @Test
  void aQueueThatDropsItsHeadTakesAll() {
    LocalQueue queue = engine.queue("q", settings().maxLength(2));
    assertThat(engine.join(publish(queue, "a", "b", "c"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.drain(queue)).containsExactly("b", "c");
  }

  @Test
  void whatIsRefusedMayBeDeadLettered() {
    LocalQueue dead = engine.queue("dead", settings());
    LocalQueue queue =
        engine.queue(
            "q",
            settings()
                .maxLength(0)
                .overflow(Overflow.REJECT_PUBLISH_DLX)
                .deadLetterExchange("")
                .deadLetterRoutingKey("dead"));
    assertThat(engine.join(publish(queue, "a", "b"))).isEqualTo(BatchOutcome.DEAD_LETTERED);
    assertThat(engine.drain(queue)).isEmpty();
    assertThat(engine.drain(dead)).containsExactly("a", "b");
  }

  /** The header of a batch of producer 9. */
  private static NumberedBatch number(int epoch, int baseSequence, int records) {
    ByteBuffer bytes = ByteBuffer.allocate(BatchHeader.BYTES);
    bytes.put(BatchHeader.MAGIC_AT, BatchHeader.MAGIC);
    bytes.putInt(BatchHeader.LAST_OFFSET_DELTA_AT, records - 1);
    bytes.putInt(BatchHeader.COUNT_AT, records);
    bytes.putLong(BatchHeader.PRODUCER_ID_AT, 9);
    bytes.putShort(BatchHeader.PRODUCER_EPOCH_AT, (short) epoch);
    bytes.putInt(BatchHeader.BASE_SEQUENCE_AT, baseSequence);
    return new NumberedBatch(new BatchHeader().read(bytes, 0), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatAProducerSendsAgainIsTakenOnce(int shard) {
    LocalQueue queue = engine.queue("q", settings(), shard, true, false);
    CompletableFuture<BatchOutcome> first = publish(queue, number(0, 0, 2), "a", "b");
    CompletableFuture<BatchOutcome> again = publish(queue, number(0, 0, 2), "a", "b");
    assertThat(again).isNotDone();
    assertThat(engine.join(first)).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(again)).isEqualTo(BatchOutcome.REPEATED);
    assertThat(engine.join(publish(queue, number(0, 2, 1), "c"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, number(0, 0, 2), "a", "b")))
        .isEqualTo(BatchOutcome.REPEATED);
    assertThat(engine.drain(queue)).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsOutOfTurnIsRefused() {
    LocalQueue queue = engine.queue("q", settings(), 0, true, false);
    assertThat(engine.join(publish(queue, number(1, 5, 1), "a"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, number(1, 7, 1), "c")))
        .isEqualTo(BatchOutcome.OUT_OF_SEQUENCE);
    assertThat(engine.join(publish(queue, number(0, 6, 1), "x")))
        .isEqualTo(BatchOutcome.STALE_PRODUCER);
    assertThat(engine.join(publish(queue, number(2, 0, 1), "b"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.drain(queue)).containsExactly("a", "b");
  }

  @Test
  void whatWasRefusedMayComeAgain() {
    LocalQueue queue =
        engine.queue(
            "q", settings().maxLength(1).overflow(Overflow.REJECT_PUBLISH), 0, true, false);
    assertThat(engine.join(publish(queue, number(0, 0, 1), "a"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, number(0, 1, 1), "b"))).isEqualTo(BatchOutcome.NO_ROOM);
    assertThat(engine.join(publish(queue, number(0, 2, 1), "c")))
        .isEqualTo(BatchOutcome.OUT_OF_SEQUENCE);
    assertThat(engine.drain(queue)).containsExactly("a");
    assertThat(engine.join(publish(queue, number(0, 1, 1), "b"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.drain(queue)).containsExactly("b");
  }

  @Test
  void silentProducersAreForgottenWhenThereAreMany() {
    BatchProducers producers = new BatchProducers();
    for (int epoch = 0; epoch < 3; epoch++) {
      producers.accepted(number(epoch, 0, 1).header(), Long.MAX_VALUE);
    }
    assertThat(producers.check(number(0, 0, 1).header())).isEqualTo(BatchOutcome.STALE_PRODUCER);
    for (int id = 100; id < 200; id++) {
      ByteBuffer bytes =
          ByteBuffer.allocate(BatchHeader.BYTES).putLong(BatchHeader.PRODUCER_ID_AT, id);
      producers.accepted(new BatchHeader().read(bytes, 0), Long.MAX_VALUE);
    }
    assertThat(producers.check(number(0, 0, 1).header())).isEqualTo(BatchOutcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatIsBehindAFirstBatchWithoutRoomWaitsForIt(int shard) {
    LocalQueue queue =
        engine.queue(
            "q", settings().maxLength(2).overflow(Overflow.REJECT_PUBLISH), shard, true, false);
    assertThat(engine.join(publish(queue, "x"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, number(0, 0, 2), "a", "b")))
        .isEqualTo(BatchOutcome.TOO_MANY);
    assertThat(engine.join(publish(queue, number(0, 2, 1), "c")))
        .isEqualTo(BatchOutcome.OUT_OF_SEQUENCE);
    assertThat(engine.drain(queue)).containsExactly("x");
    // In smaller parts.
    assertThat(engine.join(publish(queue, number(0, 0, 1), "a"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, number(0, 1, 1), "b"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.drain(queue)).containsExactly("a", "b");
    assertThat(engine.join(publish(queue, number(0, 2, 1), "c"))).isEqualTo(BatchOutcome.ACCEPTED);
  }

  @Test
  void aProducerMayGiveUpAFirstBatchWithoutRoom() {
    LocalQueue queue =
        engine.queue(
            "q", settings().maxLength(1).overflow(Overflow.REJECT_PUBLISH), 0, true, false);
    assertThat(engine.join(publish(queue, "x"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.join(publish(queue, number(0, 0, 1), "a"))).isEqualTo(BatchOutcome.NO_ROOM);
    engine.drain(queue);
    assertThat(engine.join(publish(queue, number(1, 0, 1), "b"))).isEqualTo(BatchOutcome.ACCEPTED);
    assertThat(engine.drain(queue)).containsExactly("b");
  }
}
