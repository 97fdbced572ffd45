package io.motet.broker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.runtime.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work of many connections travels together: what one of them does wrong is its own affair. */
class OutboxesTest {
  private final Shards shards = Shards.create(2, "test");
  private final Shard first = shards.all().get(0);
  private final Shard second = shards.all().get(1);

  @AfterEach
  void close() {
    shards.close();
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void aFailedTaskLeavesTheOthersOfItsBatch() {
    CompletableFuture<String> done = new CompletableFuture<>();
    first.execute(
        () -> {
          Outboxes outboxes = new Outboxes(first, shards.all());
          outboxes.send(
              second,
              () -> {
                throw new IllegalStateException("mine alone");
              });
          outboxes.send(second, () -> done.complete("reached"));
        });
    assertThat(await(done)).isEqualTo("reached");
  }

  @Test
  void theFirstFailureIsTold() {
    List<String> ran = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Batches.runAll(
                    List.of(
                        () -> {
                          throw new IllegalStateException("one");
                        },
                        () -> {
                          throw new StackOverflowError("two");
                        },
                        () -> ran.add("three"))))
        .hasMessage("one")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(ran).containsExactly("three");
  }

  @Test
  void anErrorAtTheEndOfAnIterationDoesNotEndTheShard() {
    first.execute(
        () ->
            first.afterIteration(
                () -> {
                  throw new OutOfMemoryError("for one moment");
                }));
    CompletableFuture<String> done = new CompletableFuture<>();
    first.execute(() -> first.afterIteration(() -> done.complete("goes on")));
    assertThat(await(done)).isEqualTo("goes on");
    CompletableFuture<String> later = new CompletableFuture<>();
    first.execute(() -> first.afterIteration(() -> later.complete("still")));
    assertThat(await(later)).isEqualTo("still");
  }
}
