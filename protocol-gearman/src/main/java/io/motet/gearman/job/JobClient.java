package io.motet.gearman.job;

/** One wait of one client for one job: in the job's list, and in the client's. */
public final class JobClient {
  private final Job job;
  private final ResultReceiver receiver;

  /** Links of the job's list. */
  JobClient next;

  /** Links of the client's list; {@link WaitingJobs}'s. */
  JobClient nextOfClient;

  JobClient previousOfClient;
  WaitingJobs owner;

  JobClient(Job job, ResultReceiver receiver) {
    this.job = job;
    this.receiver = receiver;
  }

  public Job job() {
    return job;
  }

  ResultReceiver receiver() {
    return receiver;
  }
}
