package io.motet.gearman.service;

import io.motet.gearman.job.Function;
import io.motet.gearman.message.JobPriority;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A submission.
 *
 * @param unique empty for none; {@code -} makes jobs with equal data the same
 * @param reducer empty for none
 * @param whenSeconds the time at which it may start, or 0
 * @param data from {@code index} on; valid during the call it is given to
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares two of these.
public record SubmitRequest(
    Function function,
    byte[] unique,
    byte[] reducer,
    JobPriority priority,
    boolean background,
    long whenSeconds,
    ByteBuf data,
    int index,
    int length) {

  /** The unique that stands for the data. */
  private static final byte BY_DATA = '-';

  private static final byte[] NO_KEY = {};

  /** The same with data of its own, which stays valid. */
  SubmitRequest kept() {
    ByteBuf copy = Unpooled.buffer(length);
    copy.writeBytes(data, index, length);
    return new SubmitRequest(
        function, unique, reducer, priority, background, whenSeconds, copy, 0, length);
  }

  /** What makes another submission the same job; empty when nothing does. */
  byte[] key() {
    return key(unique, data, index, length);
  }

  /** The key of a job with that unique and data. */
  static byte[] key(byte[] unique, ByteBuf data, int index, int length) {
    if (unique.length != 1 || unique[0] != BY_DATA) {
      return unique;
    }
    return length == 0 ? NO_KEY : digest(data, index, length);
  }

  /** Longer than a unique may be, so that it is never taken for one. */
  private static byte[] digest(ByteBuf data, int index, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(data.nioBuffer(index, length));
      digest.update(BY_DATA);
      return Arrays.copyOf(digest.digest(), MAX_UNIQUE_BYTES + 1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-512", e);
    }
  }

  /** As gearmand has it. */
  public static final int MAX_UNIQUE_BYTES = 64;
}
