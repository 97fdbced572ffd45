package io.motet.kafka.fetch;

import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Partition;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.message.FetchRequest;
import io.motet.kafka.message.FetchResponse;
import io.motet.kafka.message.FetchResponse.FetchableTopicResponse;
import io.motet.kafka.message.FetchResponse.PartitionData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One fetch until it is answered. First what it needs is opened and warmed; then it is tried, and
 * while there is too little to send it waits for its partitions to change or for time to run out.
 * On the connection's shard, but for the partitions' calls.
 */
final class PendingFetch {
  private static final long QUEUE_INTERVAL_MILLIS = 50;

  private final PartitionReader reader;
  private final List<FetchedPartition> partitions;
  private final FetchSession session;
  private final FetchRequest request;
  private final RequestContext context;
  private final int maxBytes;
  private final QueueFetches queues;
  private final List<Partition.Registration> registrations = new ArrayList<>();
  private final AtomicBoolean tryScheduled = new AtomicBoolean();
  private Shard.Timer timer;
  private boolean lastTry;
  private boolean done;

  /**
   * @param session null for a fetch without one
   */
  PendingFetch(
      PartitionReader reader,
      Collection<FetchedPartition> partitions,
      FetchSession session,
      FetchRequest request,
      RequestContext context,
      FetchOptions options) {
    this.reader = reader;
    this.partitions = List.copyOf(partitions);
    this.session = session;
    this.request = request;
    this.context = context;
    this.maxBytes = Math.max(0, Math.min(request.maxBytes, options.maxBytes()));
    this.queues = new QueueFetches(reader, this.partitions, context, maxBytes);
  }

  void start() {
    if (queues.isEmpty()) {
      whenReady(this::firstTry);
    } else {
      queues.read(() -> whenReady(this::firstTry));
    }
  }

  /** Runs the task when nothing that will be read makes us wait for the disk. */
  private void whenReady(Runnable task) {
    List<CompletableFuture<Void>> preparations = null;
    for (FetchedPartition fetched : partitions) {
      CompletableFuture<Void> preparation = prepare(fetched);
      if (preparation != null) {
        preparations = preparations == null ? new ArrayList<>() : preparations;
        preparations.add(preparation);
      }
    }
    if (preparations == null) {
      task.run();
      return;
    }
    CompletableFuture.allOf(preparations.toArray(CompletableFuture[]::new))
        .whenComplete((ready, failure) -> context.shard().execute(task));
  }

  /** Null when nothing is to be done. */
  private CompletableFuture<Void> prepare(FetchedPartition fetched) {
    Partition partition = reader.find(fetched.key());
    if (partition == null) {
      return null;
    }
    if (!partition.isOpen()) {
      return partition.open().thenCompose(opened -> warm(partition, fetched));
    }
    return isWarm(partition, fetched) ? null : warm(partition, fetched);
  }

  private static boolean isWarm(Partition partition, FetchedPartition fetched) {
    long offset = fetched.wanted().fetchOffset;
    return offset >= partition.highWatermark()
        || partition.isWarm(offset, fetched.wanted().partitionMaxBytes);
  }

  private static CompletableFuture<Void> warm(Partition partition, FetchedPartition fetched) {
    CompletableFuture<Void> warmed = new CompletableFuture<>();
    partition.warm(
        fetched.wanted().fetchOffset,
        fetched.wanted().partitionMaxBytes,
        Runnable::run,
        () -> warmed.complete(null));
    return warmed;
  }

  private void firstTry() {
    lastTry = request.maxWaitMs <= 0;
    if (attempt()) {
      return;
    }
    for (FetchedPartition fetched : partitions) {
      Partition partition = reader.find(fetched.key());
      if (partition != null) {
        registrations.add(partition.listen(changed -> scheduleTry()));
      }
    }
    timer = context.shard().schedule(request.maxWaitMs, this::timeIsUp);
    // Something may have come between the try and the listening.
    if (queues.isEmpty()) {
      attempt();
    } else {
      lookAgainLater();
    }
  }

  /** Queues do not tell readers of what comes. */
  private void lookAgainLater() {
    context
        .shard()
        .schedule(
            QUEUE_INTERVAL_MILLIS,
            () -> {
              if (!done) {
                scheduleTry();
                lookAgainLater();
              }
            });
  }

  private void scheduleTry() {
    if (tryScheduled.compareAndSet(false, true)) {
      context.shard().execute(this::tryAgain);
    }
  }

  private void tryAgain() {
    if (queues.isEmpty() || done) {
      attemptAgain();
    } else {
      queues.read(this::attemptAgain);
    }
  }

  private void attemptAgain() {
    tryScheduled.set(false);
    if (!done) {
      attempt();
    }
    reader.release();
  }

  private void timeIsUp() {
    if (!done) {
      lastTry = true;
      if (queues.isEmpty()) {
        attempt();
      } else {
        scheduleTry();
      }
    }
  }

  /** Reads all partitions; answers if it is enough, or if there will be no other try. */
  private boolean attempt() {
    List<PartitionData> answers = new ArrayList<>(partitions.size());
    int left = maxBytes;
    int found = 0;
    boolean error = false;
    for (FetchedPartition fetched : partitions) {
      PartitionData data = reader.read(fetched, left, found == 0);
      int sizeBytes = data.records.sizeBytes();
      found += sizeBytes;
      left = Math.max(0, left - sizeBytes);
      error |= data.errorCode != 0;
      answers.add(data);
    }
    if (!lastTry && !error && found < request.minBytes) {
      answers.forEach(answer -> answer.records.release());
      return false;
    }
    finish(answers);
    return true;
  }

  private void finish(List<PartitionData> answers) {
    done = true;
    registrations.forEach(Partition.Registration::close);
    if (timer != null) {
      timer.cancel();
    }
    FetchResponse response = new FetchResponse();
    boolean incremental = session != null && request.sessionEpoch != 0;
    response.sessionId = session == null ? 0 : session.id();
    FetchableTopicResponse topic = null;
    for (int i = 0; i < answers.size(); i++) {
      FetchedPartition fetched = partitions.get(i);
      PartitionData data = answers.get(i);
      if (incremental && !fetched.isNews(data)) {
        continue;
      }
      fetched.told(data);
      topic = topicOf(fetched.key(), topic, response);
      topic.partitions.add(data);
    }
    context.reply(response);
  }

  /** Partitions of a topic that follow each other share its entry. */
  private static FetchableTopicResponse topicOf(
      PartitionKey key, FetchableTopicResponse last, FetchResponse response) {
    if (last != null && last.topic.equals(key.name()) && last.topicId.equals(key.id())) {
      return last;
    }
    FetchableTopicResponse topic = new FetchableTopicResponse();
    topic.topic = key.name();
    topic.topicId = key.id();
    response.responses.add(topic);
    return topic;
  }
}
