package io.motet.gearman.job;

import java.util.function.Consumer;

/** The jobs that one client waits for: a list linked through its waits. */
public final class WaitingJobs {
  private JobClient first;
  private int size;

  public int size() {
    return size;
  }

  void add(JobClient client) {
    client.owner = this;
    client.nextOfClient = first;
    if (first != null) {
      first.previousOfClient = client;
    }
    first = client;
    size++;
  }

  void remove(JobClient client) {
    if (client.previousOfClient == null) {
      first = client.nextOfClient;
    } else {
      client.previousOfClient.nextOfClient = client.nextOfClient;
    }
    if (client.nextOfClient != null) {
      client.nextOfClient.previousOfClient = client.previousOfClient;
    }
    client.owner = null;
    size--;
  }

  /** The client is gone: its jobs no longer have it. Shows each job that it waited for. */
  public void clear(Consumer<Job> action) {
    while (first != null) {
      JobClient client = first;
      remove(client);
      client.job().removeClient(client);
      action.accept(client.job());
    }
  }
}
