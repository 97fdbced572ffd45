package io.motet.gearman.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * The stored form of a job's properties.
 *
 * <pre>
 * u8 form = 1 | u8 priority | i64 number | i64 whenSeconds | i64 delayMillis | i32 retries
 * | u8 length, handle | u8 length, unique | u16 length, reducer | u8 length, reply-to
 * </pre>
 */
public final class JobPropertiesCodec {
  static final byte FORM = 1;

  private static final int NUMBER_OFFSET = 2;
  private static final int FIXED_BYTES = 2 + 8 + 8 + 8 + 4;

  private JobPropertiesCodec() {}

  /** Whether the properties are in this form. */
  public static boolean isJob(ByteBuf source, int index, int length) {
    return length > FIXED_BYTES && source.getByte(index) == FORM;
  }

  /** The job's number alone, without decoding the rest. */
  public static long number(ByteBuf source, int index) {
    return source.getLong(index + NUMBER_OFFSET);
  }

  /** Bytes that {@link #encode} writes. */
  public static int sizeBytes(JobProperties job) {
    return FIXED_BYTES
        + 1
        + job.handle().length()
        + 1
        + job.unique().length
        + 2
        + job.reducer().length
        + 1
        + (job.replyTo() == null ? 0 : job.replyTo().length());
  }

  /** Appends; the handle and the reply address are ASCII and short. */
  public static void encode(JobProperties job, ByteBuf out) {
    out.writeByte(FORM).writeByte(job.priority().ordinal()).writeLong(job.number());
    out.writeLong(job.whenSeconds()).writeLong(job.delayMillis()).writeInt(job.retries());
    writeText(job.handle(), out);
    out.writeByte(job.unique().length).writeBytes(job.unique());
    out.writeShort(job.reducer().length).writeBytes(job.reducer());
    writeText(job.replyTo() == null ? "" : job.replyTo(), out);
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
      JobPriority priority = JobPriority.of(in.readUnsignedByte());
      long number = in.readLong();
      long whenSeconds = in.readLong();
      long delayMillis = in.readLong();
      int retries = in.readInt();
      String handle = readText(in);
      byte[] unique = readBytes(in, in.readUnsignedByte());
      byte[] reducer = readBytes(in, in.readUnsignedShort());
      String replyTo = readText(in);
      if (in.isReadable()) {
        throw new IllegalStateException("job properties of " + length + " bytes go on too long");
      }
      return new JobProperties(
          number,
          handle,
          priority,
          unique,
          reducer,
          whenSeconds,
          delayMillis,
          retries,
          replyTo.isEmpty() ? null : replyTo);
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
