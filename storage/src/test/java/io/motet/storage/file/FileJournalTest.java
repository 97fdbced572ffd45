package io.motet.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.journal.ReadCallback;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.StoredMessage;
import io.motet.storage.support.RecoveredState;
import io.motet.storage.support.TestMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on real files, with real threads. */
class FileJournalTest {
  @TempDir Path directory;

  private final ExecutorService shard = Executors.newSingleThreadExecutor();
  private final RecoveredState state = new RecoveredState();
  private final CompletableFuture<Long> durable = new CompletableFuture<>();

  @AfterEach
  void stop() {
    shard.shutdownNow();
  }

  private final AppenderListener listener =
      new AppenderListener() {
        @Override
        public void durable(long index) {
          if (index >= 2) {
            durable.complete(index);
          }
        }

        @Override
        public void failed(Throwable cause) {
          durable.completeExceptionally(cause);
        }

        @Override
        public void publishesBlocked(boolean blocked) {}
      };

  private static final StateSource NO_STATE =
      new StateSource() {
        @Override
        public void writeTo(CheckpointSink sink) {}

        @Override
        public void relocate(
            List<io.motet.storage.journal.Survivor> survivors,
            List<ByteBuf> encoded,
            Runnable done) {
          done.run();
        }
      };

  @Test
  void confirmedMessagesAreThereAfterAReopen() throws Exception {
    FileJournal journal = FileJournal.open(directory, JournalSettings.defaults(), state);
    JournalAppender appender = journal.openAppender(0, shard, listener);
    journal.start(NO_STATE);
    TestMessage message = new TestMessage("hello".getBytes(StandardCharsets.UTF_8));
    shard
        .submit(
            () -> {
              appender.putMetadata("queue/1", new byte[] {1});
              appender.beginMessage(message, 2);
              appender.copy(1, 10, 3, 0);
              appender.copy(2, 20, 4, 99);
              appender.endMessage();
              appender.requireDurable();
              appender.flush();
            })
        .get();
    assertThat(durable.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(message.position()).isNotEqualTo(StoredMessage.NOT_STORED);
    assertThat(read(journal, message.position(), 5)).containsExactly("hello");
    journal.close();

    // The checkpoint on close knew nothing of it, since NO_STATE says nothing: so it is gone.
    RecoveredState after = new RecoveredState();
    FileJournal again = FileJournal.open(directory, JournalSettings.defaults(), after);
    again.close();
    assertThat(after.queues()).isEmpty();
  }

  @Test
  void recoversWithoutACheckpoint() throws Exception {
    FileJournal journal = FileJournal.open(directory, JournalSettings.defaults(), state);
    JournalAppender appender = journal.openAppender(0, shard, listener);
    journal.start(
        new StateSource() {
          @Override
          public void writeTo(CheckpointSink sink) {
            throw new IllegalStateException("no checkpoint");
          }

          @Override
          public void relocate(
              List<io.motet.storage.journal.Survivor> survivors,
              List<ByteBuf> encoded,
              Runnable done) {
            done.run();
          }
        });
    TestMessage message = new TestMessage("hello".getBytes(StandardCharsets.UTF_8));
    shard
        .submit(
            () -> {
              appender.putMetadata("queue/1", new byte[] {1});
              appender.beginMessage(message, 2);
              appender.copy(1, 10, 3, 0);
              appender.copy(2, 20, 4, 99);
              appender.endMessage();
              appender.requireDurable();
              appender.flush();
            })
        .get();
    durable.get(10, TimeUnit.SECONDS);
    journal.close();

    RecoveredState after = new RecoveredState();
    FileJournal again = FileJournal.open(directory, JournalSettings.defaults(), after);
    assertThat(after.metadata()).containsKey("queue/1");
    RecoveredState.Copy copy = after.queue(2).get(20L);
    assertThat(copy.attributes()).isEqualTo(4);
    assertThat(copy.expiresAtMillis()).isEqualTo(99);
    again.retain(copy.position(), copy.sizeBytes());
    again.start(NO_STATE);
    assertThat(read(again, copy.position(), copy.sizeBytes())).containsExactly("hello");
    again.close();
  }

  private List<String> read(FileJournal journal, long position, int sizeBytes) throws Exception {
    CompletableFuture<List<String>> done = new CompletableFuture<>();
    List<String> texts = new ArrayList<>();
    journal.read(
        new long[] {position},
        new int[] {sizeBytes},
        1,
        shard,
        new ReadCallback() {
          @Override
          public void message(int index, ByteBuf encoded) {
            texts.add(new String(ByteBufUtil.getBytes(encoded), StandardCharsets.UTF_8));
          }

          @Override
          public void failed(int index, IOException cause) {
            done.completeExceptionally(cause);
          }

          @Override
          public void completed() {
            done.complete(texts);
          }
        });
    return done.get(10, TimeUnit.SECONDS);
  }
}
