package io.motet.gearman.message;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.netty.buffer.ByteBuf;

/**
 * Properties of messages that come from Gearman: a first byte says which of two forms follows.
 * {@link JobPropertiesCodec} is the short one, for jobs as they are submitted; {@link
 * GeneralPropertiesCodec} takes anything, for replies and for jobs whose headers were changed on
 * their way.
 */
public final class GearmanMessageFormat implements MessageFormat {
  /** Stored with each message on disk. */
  public static final byte ID = 2;

  public static final GearmanMessageFormat INSTANCE = new GearmanMessageFormat();

  private GearmanMessageFormat() {}

  @Override
  public byte id() {
    return ID;
  }

  @Override
  public String name() {
    return "Gearman";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when the bytes are not properties
   */
  @Override
  public MessageProperties decode(ByteBuf source, int index, int length) {
    if (JobPropertiesCodec.isJob(source, index, length)) {
      return JobHeaders.toMessage(JobPropertiesCodec.decode(source, index, length));
    }
    return GeneralPropertiesCodec.decode(source, index, length);
  }

  @Override
  public void encode(MessageProperties properties, ByteBuf out) {
    JobProperties job = JobHeaders.toJob(properties);
    if (job != null) {
      JobPropertiesCodec.encode(job, out);
    } else {
      GeneralPropertiesCodec.encode(properties, out);
    }
  }
}
