package io.motet.gearman.job;

import io.motet.broker.shard.Shard;
import java.util.function.Consumer;

/** Who waits for a job, who works on it and how far that is. */
final class Activity {
  long numerator;
  long denominator;
  int clientCount;
  Run run;
  Shard.Timer limit;
  private JobClient clients;

  void add(JobClient client) {
    client.next = clients;
    clients = client;
    clientCount++;
  }

  void remove(JobClient gone) {
    JobClient before = null;
    for (JobClient at = clients; at != gone; at = at.next) {
      before = at;
    }
    if (before == null) {
      clients = gone.next;
    } else {
      before.next = gone.next;
    }
    clientCount--;
  }

  void dropClients() {
    for (JobClient at = clients; at != null; at = at.next) {
      at.owner.remove(at);
    }
    clients = null;
    clientCount = 0;
  }

  void tell(Consumer<ResultReceiver> news) {
    for (JobClient at = clients; at != null; at = at.next) {
      news.accept(at.receiver());
    }
  }

  Run stop() {
    Run stopped = run;
    run = null;
    if (limit != null) {
      limit.cancel();
      limit = null;
    }
    return stopped;
  }
}
