package io.motet.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.support.SteppedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MetadataStoreTest {
  private final SteppedLog log = new SteppedLog();
  private final MetadataStore store = log.store();

  private CompletableFuture<String> put(String... keys) {
    return store.change(
        change -> {
          for (String key : keys) {
            change.put(key, Fields.empty().with("key", key));
          }
          return "done";
        });
  }

  @Test
  void completesWhenDurable() {
    CompletableFuture<String> future = put("a/1");
    assertThat(future).isNotDone();
    assertThat(store.get("a/1").text("key")).isEqualTo("a/1");
    log.force();
    assertThat(future).isCompletedWithValue("done");
  }

  @Test
  void recordsOfOneChangeGoTogether() {
    put("a/1", "a/2");
    assertThat(log.appended()).hasSize(1);
    assertThat(log.appended().get(0)).hasSize(2);
  }

  @Test
  void changeWithoutRecordsNeedsNoForce() {
    put("a/1");
    CompletableFuture<Integer> future = store.change(change -> 5);
    assertThat(future).isCompletedWithValue(5);
  }

  @Test
  void findingItDoneWaitsForThoseWhoDidIt() {
    put("a/1");
    CompletableFuture<Integer> future =
        store.change(
            change -> {
              change.awaitEarlierOnes();
              return 5;
            });
    assertThat(future).isNotDone();
    log.force();
    assertThat(future).isCompletedWithValue(5);
  }

  @Test
  void failedChangeWritesNothing() {
    CompletableFuture<Object> future =
        store.change(
            change -> {
              change.put("a/1", Fields.empty());
              throw new IllegalArgumentException("no");
            });
    assertThatThrownBy(future::join).hasRootCauseMessage("no");
    assertThat(log.appended()).isEmpty();
    assertThat(store.get("a/1")).isNull();
  }

  @Test
  void kindsAreTold() {
    put("queue/b", "queue/a", "queues/x", "que/y");
    List<String> keys = new ArrayList<>();
    store.forEach("queue", (key, fields) -> keys.add(key));
    assertThat(keys).containsExactly("queue/a", "queue/b");
  }

  @Test
  void dumpRecoversToTheSame() {
    put("a/1", "a/2");
    store.change(
        change -> {
          change.delete("a/1");
          return null;
        });
    Map<String, byte[]> dumped = new TreeMap<>();
    store.dump(dumped::put);
    MetadataStore second = new MetadataStore();
    dumped.forEach(second::recovered);
    assertThat(dumped).containsOnlyKeys("a/2");
    assertThat(second.get("a/2").text("key")).isEqualTo("a/2");
    assertThat(second.isEmpty()).isFalse();
  }
}
