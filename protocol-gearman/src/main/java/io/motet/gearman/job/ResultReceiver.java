package io.motet.gearman.job;

import io.netty.buffer.ByteBuf;

/** A client, as the jobs it waits for see it. */
public interface ResultReceiver {
  /**
   * A worker's data, warning, result or exception.
   *
   * @param packetType WORK_DATA, WORK_WARNING, WORK_COMPLETE or WORK_EXCEPTION
   * @param data from {@code index} on; valid during the call
   */
  void data(Job job, int packetType, ByteBuf data, int index, int length);

  /** How far the work is, in the worker's own digits. */
  void status(Job job, byte[] numerator, byte[] denominator);

  /** The job has failed. */
  void failed(Job job);
}
