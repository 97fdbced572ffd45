package io.motet.gearman.connection;

/** Which of the three ways of asking for a job: they differ in what the answer tells. */
enum GrabForm {
  /** GRAB_JOB. */
  PLAIN,
  /** GRAB_JOB_UNIQ. */
  UNIQUE,
  /** GRAB_JOB_ALL. */
  ALL
}
