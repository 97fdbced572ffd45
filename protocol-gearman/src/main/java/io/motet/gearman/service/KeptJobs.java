package io.motet.gearman.service;

import io.motet.broker.message.Message;
import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import io.motet.broker.vhost.VirtualHost;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.job.JobTable;
import io.motet.gearman.message.JobMessages;
import io.motet.gearman.message.JobProperties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the jobs that a restart has kept, and so rebuilds the table: handles stay known, unique
 * keys go on joining. Looks into the queues that were declared here and into the waiting room of
 * delayed jobs; a job in another queue enters the table when a worker gets it.
 */
final class KeptJobs {
  private final VirtualHost virtualHost;
  private final Shard home;
  private final JobTable table;
  private final Functions functions;

  KeptJobs(VirtualHost virtualHost, Shard home, JobTable table, Functions functions) {
    this.virtualHost = virtualHost;
    this.home = home;
    this.table = table;
    this.functions = functions;
  }

  /** Fills the table; completes when all kept jobs are in it. Any thread. */
  CompletableFuture<Void> load() {
    List<CompletableFuture<Void>> browses = new ArrayList<>();
    for (Queue queue : virtualHost.queues()) {
      if (Boolean.TRUE.equals(queue.arguments().get(Functions.MARK))) {
        browses.add(browse(queue));
      }
    }
    Queue waitingRoom = virtualHost.waitingRoom(Functions.DELAYS);
    if (waitingRoom != null) {
      browses.add(waitingRoom.browse(message -> found(routingKey(message), message)));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(browses.toArray(CompletableFuture<?>[]::new));
    // What was found is handed to the table's shard before this is.
    return all.thenRunAsync(() -> {}, home);
  }

  private CompletableFuture<Void> browse(Queue queue) {
    byte[] name = queue.name().getBytes(StandardCharsets.UTF_8);
    CompletableFuture<Void> ready = new CompletableFuture<>();
    home.execute(
        () ->
            functions.whenReady(
                functions.named(name),
                failure -> {
                  if (failure == null) {
                    ready.complete(null);
                  } else {
                    ready.completeExceptionally(failure);
                  }
                }));
    return ready.thenCompose(watched -> queue.browse(message -> found(name, message)));
  }

  /** On the queue's shard. */
  private void found(byte[] function, Message message) {
    JobProperties job = JobMessages.jobOf(message);
    if (job == null || !job.background()) {
      return;
    }
    byte[] key =
        SubmitRequest.key(
            job.unique(), message.content(), message.bodyOffset(), message.bodySizeBytes());
    home.run(() -> restore(functions.named(function), job, key));
  }

  private static byte[] routingKey(Message message) {
    return message.routingKey().toString().getBytes(StandardCharsets.UTF_8);
  }

  private void restore(Function function, JobProperties job, byte[] key) {
    if (table.find(job.number()) == null) {
      Job restored = table.restore(job.number(), function, job.unique(), key, job.priority(), true);
      restored.retries(job.retries());
    }
  }
}
