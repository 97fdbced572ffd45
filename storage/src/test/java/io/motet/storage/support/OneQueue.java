package io.motet.storage.support;

import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.StateSource;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A core with one queue, number 1. Its messages are alive until they are taken out of the map. */
public final class OneQueue implements StateSource {
  private final Map<Long, TestMessage> alive;
  private final Map<Long, Long> moved = new HashMap<>();
  private JournalAppender appender;

  public OneQueue(Map<Long, TestMessage> alive) {
    this.alive = alive;
  }

  /** The appender for relocated copies. */
  public void appender(JournalAppender newAppender) {
    appender = newAppender;
  }

  private long position(long sequence) {
    Long there = moved.get(sequence);
    return there == null ? alive.get(sequence).position() : there;
  }

  @Override
  public void writeTo(CheckpointSink sink) {
    alive.forEach(
        (sequence, message) ->
            sink.message(1, sequence, position(sequence), message.encodedSizeBytes(), 0, 0, 0));
  }

  @Override
  public void relocate(List<Survivor> survivors, List<ByteBuf> encoded, Runnable done) {
    for (int i = 0; i < survivors.size(); i++) {
      Survivor one = survivors.get(i);
      if (alive.containsKey(one.sequence()) && position(one.sequence()) == one.position()) {
        appender.relocate(one, encoded.get(i), this::moved);
      }
    }
    if (appender != null) {
      appender.flush();
    }
    done.run();
  }

  private boolean moved(long queueId, long sequence, long from, long to, int sizeBytes) {
    return alive.containsKey(sequence) && moved.put(sequence, to) == null;
  }
}
