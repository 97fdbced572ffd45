package io.motet.gearman.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * The stored form of a job's properties: most jobs have few, and there may be millions.
 *
 * <pre>
 * u8 form = 1 | u8 what | i64 number | u8 length, handle
 * | [i64 whenSeconds] | [i64 delayMillis] | [i32 retries] | [u8 length, unique]
 * | [u16 length, reducer] | [u8 length, reply-to]
 * </pre>
 *
 * The two lowest bits of {@code what} are the priority, the others say which of the rest are there.
 */
public final class JobPropertiesCodec {
  static final byte FORM = 1;

  private static final int PRIORITY = 3;
  private static final int WHEN = 4;
  private static final int DELAY = 8;
  private static final int RETRIES = 16;
  private static final int UNIQUE = 32;
  private static final int REDUCER = 64;
  private static final int REPLY_TO = 128;

  private static final byte[] NONE = {};

  private static final int NUMBER_OFFSET = 2;
  private static final int FIXED_BYTES = 2 + 8;

  private JobPropertiesCodec() {}

  /** Whether the properties are in this form. */
  public static boolean isJob(ByteBuf source, int index, int length) {
    return length > FIXED_BYTES && source.getByte(index) == FORM;
  }

  /** The job's number alone, without decoding the rest. */
  public static long number(ByteBuf source, int index) {
    return source.getLong(index + NUMBER_OFFSET);
  }

  private static int what(JobProperties job) {
    return job.priority().ordinal()
        | (job.whenSeconds() != 0 ? WHEN : 0)
        | (job.delayMillis() != 0 ? DELAY : 0)
        | (job.retries() != 0 ? RETRIES : 0)
        | (job.unique().length != 0 ? UNIQUE : 0)
        | (job.reducer().length != 0 ? REDUCER : 0)
        | (job.replyTo() != null ? REPLY_TO : 0);
  }

  /** Appends; the handle and the reply address are ASCII and short. */
  public static void encode(JobProperties job, ByteBuf out) {
    int what = what(job);
    out.writeByte(FORM).writeByte(what).writeLong(job.number());
    writeText(job.handle(), out);
    if ((what & WHEN) != 0) {
      out.writeLong(job.whenSeconds());
    }
    if ((what & DELAY) != 0) {
      out.writeLong(job.delayMillis());
    }
    if ((what & RETRIES) != 0) {
      out.writeInt(job.retries());
    }
    if ((what & UNIQUE) != 0) {
      out.writeByte(job.unique().length).writeBytes(job.unique());
    }
    if ((what & REDUCER) != 0) {
      out.writeShort(job.reducer().length).writeBytes(job.reducer());
    }
    if ((what & REPLY_TO) != 0) {
      writeText(job.replyTo(), out);
    }
  }

  private static void writeText(String text, ByteBuf out) {
    out.writeByte(text.length());
    out.writeCharSequence(text, StandardCharsets.US_ASCII);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalStateException when it is cut or goes on too long
   */
  public static JobProperties decode(ByteBuf source, int index, int length) {
    ByteBuf in = source.slice(index, length).skipBytes(1);
    try {
      int what = in.readUnsignedByte();
      JobPriority priority = JobPriority.of(what & PRIORITY);
      long number = in.readLong();
      String handle = readText(in);
      long whenSeconds = (what & WHEN) != 0 ? in.readLong() : 0;
      long delayMillis = (what & DELAY) != 0 ? in.readLong() : 0;
      int retries = (what & RETRIES) != 0 ? in.readInt() : 0;
      byte[] unique = (what & UNIQUE) != 0 ? readBytes(in, in.readUnsignedByte()) : NONE;
      byte[] reducer = (what & REDUCER) != 0 ? readBytes(in, in.readUnsignedShort()) : NONE;
      String replyTo = (what & REPLY_TO) != 0 ? readText(in) : null;
      if (in.isReadable()) {
        throw new IllegalStateException("job properties of " + length + " bytes go on too long");
      }
      return new JobProperties(
          number, handle, priority, unique, reducer, whenSeconds, delayMillis, retries, replyTo);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalStateException("job properties of " + length + " bytes are cut", e);
    }
  }

  private static String readText(ByteBuf in) {
    int length = in.readUnsignedByte();
    return in.readCharSequence(length, StandardCharsets.US_ASCII).toString();
  }

  private static byte[] readBytes(ByteBuf in, int length) {
    byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), length);
    in.skipBytes(length);
    return bytes;
  }
}
