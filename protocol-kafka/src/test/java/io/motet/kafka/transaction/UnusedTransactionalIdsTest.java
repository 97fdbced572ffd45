package io.motet.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.support.SteppedLog;
import io.motet.broker.support.SteppedShard;
import io.motet.kafka.api.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Transactional ids that nobody uses are forgotten, and others are not. */
class UnusedTransactionalIdsTest {
  private static final int EXPIRY_MILLIS = 10_000;
  private static final int CHECK_MILLIS = 1000;
  private static final TransactionOptions OPTIONS =
      new TransactionOptions(1_000_000, EXPIRY_MILLIS, CHECK_MILLIS);

  private final SteppedShard shard = new SteppedShard();
  private final SteppedLog log = new SteppedLog();
  private final MetadataStore store = new MetadataStore();
  private final List<ErrorCode> errors = new ArrayList<>();
  private long lastProducerId;
  private TransactionCoordinator coordinator;

  UnusedTransactionalIdsTest() {
    store.start(shard, log);
    start();
  }

  private void start() {
    coordinator =
        new TransactionCoordinator(
            store,
            null,
            () -> CompletableFuture.completedFuture(++lastProducerId),
            (change, offsets) -> {},
            OPTIONS);
    coordinator.recover();
    shard.run();
  }

  private Producer initialize(String id) {
    List<Producer> answers = new ArrayList<>();
    coordinator.initialize(
        id,
        1_000_000,
        Producer.NONE,
        (error, producer) -> {
          assertThat(error).isEqualTo(ErrorCode.NONE);
          answers.add(producer);
        });
    settle();
    return answers.get(0);
  }

  private void settle() {
    shard.run();
    log.force();
    shard.run();
  }

  private void advance(long millis) {
    shard.advance(millis);
    settle();
  }

  private ErrorCode begin(String id, Producer producer) {
    errors.clear();
    coordinator.addGroup(id, producer, "group", errors::add);
    settle();
    return errors.get(0);
  }

  private ErrorCode end(String id, Producer producer) {
    errors.clear();
    coordinator.end(id, producer, true, errors::add);
    settle();
    settle();
    return errors.get(0);
  }

  @Test
  void anUnusedIdIsForgotten() {
    Producer producer = initialize("t");
    advance(EXPIRY_MILLIS - CHECK_MILLIS);
    assertThat(coordinator.find("t")).isNotNull();
    advance(2 * CHECK_MILLIS);
    assertThat(coordinator.find("t")).isNull();
    assertThat(store.isEmpty()).isTrue();
    assertThat(begin("t", producer)).isEqualTo(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    assertThat(coordinator.ongoing().check(producer.id(), producer.epoch(), null))
        .isEqualTo(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    assertThat(initialize("t").id()).isNotEqualTo(producer.id());
  }

  @Test
  void useKeepsAnId() {
    Producer producer = initialize("t");
    for (int i = 0; i < 5; i++) {
      advance(EXPIRY_MILLIS - CHECK_MILLIS);
      assertThat(begin("t", producer)).isEqualTo(ErrorCode.NONE);
      assertThat(end("t", producer)).isEqualTo(ErrorCode.NONE);
    }
    assertThat(coordinator.find("t")).isNotNull();
    advance(EXPIRY_MILLIS + CHECK_MILLIS);
    assertThat(coordinator.find("t")).isNull();
  }

  @Test
  void anOpenTransactionKeepsItsId() {
    Producer producer = initialize("t");
    assertThat(begin("t", producer)).isEqualTo(ErrorCode.NONE);
    advance(5 * EXPIRY_MILLIS);
    assertThat(end("t", producer)).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void aRestartDoesNotRenewAnId() {
    initialize("t");
    advance(EXPIRY_MILLIS - CHECK_MILLIS);
    start();
    assertThat(coordinator.find("t")).isNotNull();
    advance(2 * CHECK_MILLIS);
    assertThat(coordinator.find("t")).isNull();
  }
}
