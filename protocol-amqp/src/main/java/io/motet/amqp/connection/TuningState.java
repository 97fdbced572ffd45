package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.Frames;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;

/** Server and client agree on limits: the client may lower what the server offers. */
final class TuningState implements ControlState {
  private static final int TUNE_METHOD_ID = 30;

  private final AmqpConnection connection;

  TuningState(AmqpConnection connection) {
    this.connection = connection;
  }

  @Override
  public String name() {
    return "tuning";
  }

  /** Offers the server's limits. */
  void start() {
    ConnectionOptions options = connection.services().options();
    connection.send(
        new ConnectionMethod.Tune(
            options.channelMax(), options.frameMaxBytes(), options.heartbeatSeconds()));
  }

  @Override
  public void method(Method method) {
    if (method instanceof ConnectionMethod.TuneOk tuneOk) {
      ConnectionOptions options = connection.services().options();
      boolean accepted =
          within("frame_max", tuneOk.frameMax(), Frames.MIN_SIZE_BYTES, options.frameMaxBytes())
              && within("channel_max", tuneOk.channelMax(), 1, options.channelMax());
      if (accepted) {
        connection.tuned(tuneOk.frameMax(), tuneOk.channelMax(), tuneOk.heartbeat());
        connection.enter(new OpeningState(connection));
      }
    } else if (method instanceof ConnectionMethod.Close) {
      connection.closedByClient();
    } else {
      throw unexpected();
    }
  }

  private boolean within(String field, long value, long min, long max) {
    if (value != 0 && value < min) {
      refused(field, String.valueOf(value), "lower than the minimum", min);
      return false;
    }
    if (max != 0 && (value == 0 || value > max)) {
      String shown = value == 0 && field.equals("channel_max") ? "0 (no limit)" : "" + value;
      refused(field, shown, "higher than the maximum", max);
      return false;
    }
    return true;
  }

  private void refused(String field, String value, String comparison, long limit) {
    String text =
        "negotiated "
            + field
            + " = "
            + value
            + " is "
            + comparison
            + " allowed value ("
            + limit
            + ")";
    connection.log().refused(name(), text);
    AmqpException error = new AmqpException(ReplyCode.NOT_ALLOWED, text);
    long delayMillis = connection.services().options().refusalDelayMillis();
    connection.sendClose(error, ConnectionMethod.CLASS_ID, TUNE_METHOD_ID, delayMillis);
  }

  @Override
  public void failed(AmqpException error, int classId, int methodId) {
    connection.refuse(error.replyText());
  }
}
