package io.motet.gearman.service;

import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.job.ResultReceiver;
import io.motet.gearman.job.WaitingJobs;

/** A client's connection, as its submissions see it. */
public interface Submitter extends ResultReceiver {
  /**
   * The job is in its queue, on disk where it is kept.
   *
   * @param token of the submission
   */
  void created(long token, long jobNumber);

  /** The job was not accepted. */
  void refused(long token, ErrorCode code, String text);

  /** Where the jobs are listed that it waits for. */
  WaitingJobs waitingJobs();

  /** Whether it is still there; one that is not cannot wait. */
  boolean connected();
}
