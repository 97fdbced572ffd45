package io.motet.gearman.job;

import java.util.Arrays;

/**
 * Jobs by the key that makes them unique: a hash table chained through the jobs, so that an entry
 * costs no object of its own.
 */
final class UniqueIndex {
  private static final int FIRST_BUCKETS = 64;

  private Job[] buckets = new Job[FIRST_BUCKETS];
  private int size;

  int size() {
    return size;
  }

  /** The job of the function with that key, or null. */
  Job find(Function function, byte[] key) {
    for (Job at = buckets[bucket(key, buckets.length)]; at != null; at = at.nextOfKey) {
      if (at.function() == function && Arrays.equals(at.key(), key)) {
        return at;
      }
    }
    return null;
  }

  /** A job of any function with that key, or null. */
  Job find(byte[] key) {
    for (Job at = buckets[bucket(key, buckets.length)]; at != null; at = at.nextOfKey) {
      if (Arrays.equals(at.key(), key)) {
        return at;
      }
    }
    return null;
  }

  void add(Job job) {
    if (size == buckets.length) {
      grow();
    }
    put(job, buckets);
    size++;
  }

  private void grow() {
    Job[] more = new Job[buckets.length * 2];
    for (Job first : buckets) {
      for (Job at = first; at != null; ) {
        Job next = at.nextOfKey;
        put(at, more);
        at = next;
      }
    }
    buckets = more;
  }

  private static void put(Job job, Job[] into) {
    int bucket = bucket(job.key(), into.length);
    job.nextOfKey = into[bucket];
    into[bucket] = job;
  }

  void remove(Job job) {
    int bucket = bucket(job.key(), buckets.length);
    Job before = null;
    for (Job at = buckets[bucket]; at != job; at = at.nextOfKey) {
      if (at == null) {
        return;
      }
      before = at;
    }
    if (before == null) {
      buckets[bucket] = job.nextOfKey;
    } else {
      before.nextOfKey = job.nextOfKey;
    }
    job.nextOfKey = null;
    size--;
  }

  private static int bucket(byte[] key, int count) {
    int hash = Arrays.hashCode(key);
    int spread = (hash ^ (hash >>> 16)) * 0x9e3779b1;
    return (spread >>> 1) & (count - 1);
  }
}
