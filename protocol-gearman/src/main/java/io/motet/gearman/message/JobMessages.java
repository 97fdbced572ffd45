package io.motet.gearman.message;

import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.shard.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Makes messages of jobs and replies, and reads jobs from messages. On one shard. */
public final class JobMessages {
  private static final int SCRATCH_BYTES = 512;
  private static final long NO_TTL = -1;

  private final Shard shard;
  private final ContentAllocator allocator;
  private final ByteBuf scratch = Unpooled.buffer(SCRATCH_BYTES);

  public JobMessages(Shard shard, ContentAllocator allocator) {
    this.shard = shard;
    this.allocator = allocator;
  }

  /**
   * A job's message; a background one is persistent.
   *
   * @param data the job's data, from {@code index} on; copied
   */
  public Message job(
      Utf8 exchange, Utf8 routingKey, JobProperties job, ByteBuf data, int index, int length) {
    scratch.clear();
    JobPropertiesCodec.encode(job, scratch);
    return build(
        exchange, routingKey, job.background(), job.priority().ordinal(), data, index, length);
  }

  /** A message that is not kept, with any properties. */
  public Message reply(
      Utf8 routingKey, MessageProperties properties, ByteBuf data, int index, int length) {
    scratch.clear();
    GearmanMessageFormat.INSTANCE.encode(properties, scratch);
    return build(Utf8.EMPTY, routingKey, false, 0, data, index, length);
  }

  private Message build(
      Utf8 exchange,
      Utf8 routingKey,
      boolean persistent,
      int priority,
      ByteBuf data,
      int index,
      int length) {
    int propertiesBytes = scratch.readableBytes();
    ContentAllocator.Room room = allocator.allocate(propertiesBytes + length);
    ByteBuf content = room.buffer();
    int offset = room.offset();
    content.setBytes(offset, scratch, 0, propertiesBytes);
    content.setBytes(offset + propertiesBytes, data, index, length);
    return new Message(
        exchange,
        routingKey,
        GearmanMessageFormat.INSTANCE,
        content,
        offset,
        propertiesBytes,
        length,
        persistent,
        priority,
        NO_TTL,
        shard.currentTimeMillis());
  }

  /** The job that a message carries, or null when it does not come from Gearman. */
  public static JobProperties jobOf(Message message) {
    if (message.format().id() != GearmanMessageFormat.ID) {
      return null;
    }
    int offset = message.propertiesOffset();
    int length = message.propertiesSizeBytes();
    if (JobPropertiesCodec.isJob(message.content(), offset, length)) {
      return JobPropertiesCodec.decode(message.content(), offset, length);
    }
    return JobHeaders.jobOf(message.properties());
  }

  /** The number of the job that a message carries, or {@link JobHandles#NONE}. */
  public static long numberOf(Message message) {
    if (message.format().id() != GearmanMessageFormat.ID) {
      return JobHandles.NONE;
    }
    int offset = message.propertiesOffset();
    if (JobPropertiesCodec.isJob(message.content(), offset, message.propertiesSizeBytes())) {
      return JobPropertiesCodec.number(message.content(), offset);
    }
    JobProperties job = JobHeaders.jobOf(message.properties());
    return job == null ? JobHandles.NONE : job.number();
  }
}
