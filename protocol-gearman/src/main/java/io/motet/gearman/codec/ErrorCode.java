package io.motet.gearman.codec;

/** The codes of ERROR packets, written as gearmand writes them. */
public enum ErrorCode {
  INVALID_COMMAND,
  INVALID_MAGIC,
  INVALID_PACKET,
  UNKNOWN_OPTION,
  JOB_NOT_FOUND,
  QUEUE_ERROR,
  ARGUMENT_TOO_LARGE
}
