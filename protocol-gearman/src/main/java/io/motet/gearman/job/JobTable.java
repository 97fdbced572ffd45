package io.motet.gearman.job;

import io.motet.gearman.message.JobPriority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/** All jobs, by number and by unique key. */
public final class JobTable {
  private static final byte[] NO_KEY = {};

  private final Long2ObjectHashMap<Job> jobs = new Long2ObjectHashMap<>();
  private final UniqueIndex byKey = new UniqueIndex();
  private long lastNumber;

  public int size() {
    return jobs.size();
  }

  /** A new job under the next number. */
  public Job add(
      Function function, byte[] unique, byte[] key, JobPriority priority, boolean background) {
    return put(new Job(++lastNumber, function, unique, key, priority, background));
  }

  /**
   * A job that had its number before, from a message that was kept. Where another job has the key
   * by now, this one goes without.
   */
  public Job restore(
      long number,
      Function function,
      byte[] unique,
      byte[] key,
      JobPriority priority,
      boolean background) {
    lastNumber = Math.max(lastNumber, number);
    byte[] freeKey = key.length > 0 && byKey.find(function, key) != null ? NO_KEY : key;
    return put(new Job(number, function, unique, freeKey, priority, background));
  }

  private Job put(Job job) {
    jobs.put(job.number(), job);
    if (job.key().length > 0) {
      byKey.add(job);
    }
    job.function().added(job);
    return job;
  }

  /** The job with that number, or null. */
  public Job find(long number) {
    return jobs.get(number);
  }

  /** The job that another submission to the function with that key is the same as, or null. */
  public Job findSame(Function function, byte[] key) {
    return byKey.find(function, key);
  }

  /** A job of any function with that unique key, or null. */
  public Job findUnique(byte[] unique) {
    return unique.length == 0 ? null : byKey.find(unique);
  }

  /**
   * A client that waited for the job is gone. A job that nobody waits for and nobody runs will not
   * be run; from now on the same submission is another job.
   */
  public void left(Job job) {
    if (job.ignored() && job.run() == null) {
      byKey.remove(job);
      job.function().leave(job);
    }
  }

  /** Ends a job. All who wait have been told; it is not running. */
  public void remove(Job job) {
    if (jobs.remove(job.number()) == null) {
      return;
    }
    if (job.key().length > 0) {
      byKey.remove(job);
    }
    job.dropClients();
    job.function().removed(job);
  }

  public void forEach(Consumer<Job> action) {
    jobs.values().forEach(action);
  }

  /** The jobs of a function, as a list that may be kept. */
  public List<Job> of(Function function) {
    List<Job> found = new ArrayList<>();
    forEach(
        job -> {
          if (job.function() == function) {
            found.add(job);
          }
        });
    return found;
  }
}
