package io.motet.gearman.message;

/**
 * What a job's message carries besides its data.
 *
 * @param number of the job; see {@link JobHandles}
 * @param handle the same as clients know it
 * @param unique the key its client gave it; empty for none
 * @param reducer of a reduce job; empty for none
 * @param whenSeconds the time at which an epoch job may start, or 0
 * @param delayMillis how long it waits from the time it is published, or 0
 * @param retries how often it was given to a worker in vain, before this message was made
 * @param replyTo where the results go, or null for a background job
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares two of these.
public record JobProperties(
    long number,
    String handle,
    JobPriority priority,
    byte[] unique,
    byte[] reducer,
    long whenSeconds,
    long delayMillis,
    int retries,
    String replyTo) {

  public boolean background() {
    return replyTo == null;
  }
}
