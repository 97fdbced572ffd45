package io.motet.gearman.admin;

import io.motet.gearman.connection.GearmanConnection;
import io.motet.gearman.connection.OpenConnections;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.message.JobPriority;
import io.motet.gearman.service.JobService;
import java.nio.charset.StandardCharsets;

/** What there is, as lines of text that end with a dot. */
final class Listings {
  private static final String END = ".\n";

  private final JobService service;
  private final OpenConnections open;

  Listings(JobService service, OpenConnections open) {
    this.service = service;
    this.open = open;
  }

  /** Function, jobs, running ones, workers: messages and consumers of other protocols count too. */
  String status() {
    StringBuilder lines = new StringBuilder();
    for (Function function : service.functions().all()) {
      lines
          .append(function.name())
          .append('\t')
          .append(total(function))
          .append('\t')
          .append(running(function))
          .append('\t')
          .append(workers(function))
          .append('\n');
    }
    return lines.append(END).toString();
  }

  private static long total(Function function) {
    return Math.max(function.total(), inQueue(function) + outOfQueue(function));
  }

  /** Jobs that somebody works on. */
  long running(Function function) {
    return Math.max(function.running(), outOfQueue(function));
  }

  private static long inQueue(Function function) {
    return function.queue() == null ? 0 : function.queue().statistics().ready();
  }

  private static long outOfQueue(Function function) {
    return function.queue() == null ? 0 : function.queue().statistics().unacknowledged();
  }

  private static int workers(Function function) {
    int consumers = function.queue() == null ? 0 : function.queue().statistics().consumers();
    return function.workerCount() + consumers;
  }

  /** Function, waiting jobs of high, normal and low priority, workers. */
  String priorityStatus() {
    StringBuilder lines = new StringBuilder();
    for (Function function : service.functions().all()) {
      lines
          .append(function.name())
          .append('\t')
          .append(function.queued(JobPriority.HIGH))
          .append('\t')
          .append(function.queued(JobPriority.NORMAL))
          .append('\t')
          .append(function.queued(JobPriority.LOW))
          .append('\t')
          .append(workers(function))
          .append('\n');
    }
    return lines.append(END).toString();
  }

  /** Every connection: number, address, what it calls itself, functions. */
  String workers() {
    StringBuilder lines = new StringBuilder();
    for (GearmanConnection connection : open.all()) {
      lines
          .append(connection.id())
          .append(' ')
          .append(connection.peerHost())
          .append(' ')
          .append(connection.clientId())
          .append(" :");
      connection.functions().forEach(function -> lines.append(' ').append(function.name()));
      lines.append('\n');
    }
    return lines.append(END).toString();
  }

  /** Handle, retries, whether it is ignored, whether it is kept over a restart. */
  String jobs() {
    StringBuilder lines = new StringBuilder();
    service
        .table()
        .forEach(
            job ->
                lines
                    .append(service.handles().text(job.number()))
                    .append('\t')
                    .append(job.retries())
                    .append('\t')
                    .append(job.ignored() ? 1 : 0)
                    .append('\t')
                    .append(job.background() ? 1 : 0)
                    .append('\n'));
    return lines.append(END).toString();
  }

  String uniqueJobs() {
    StringBuilder lines = new StringBuilder();
    service.table().forEach(job -> lines.append(unique(job)).append('\n'));
    return lines.append(END).toString();
  }

  private static String unique(Job job) {
    return new String(job.unique(), StandardCharsets.UTF_8);
  }
}
