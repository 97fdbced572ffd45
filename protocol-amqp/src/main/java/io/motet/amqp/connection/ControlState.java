package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;

/**
 * What a connection does with methods of channel 0, by how far it has come: {@link StartingState},
 * {@link SecuringState}, {@link TuningState}, {@link OpeningState}, {@link RunningState}, {@link
 * ClosedState}. On the connection's shard.
 */
sealed interface ControlState
    permits StartingState, SecuringState, TuningState, OpeningState, RunningState, ClosedState {
  /** RabbitMQ's name for the state, as in error texts. */
  String name();

  /** A method on channel 0. Throws {@link AmqpException} where it is out of place or wrong. */
  void method(Method method);

  /** Something went wrong, on any channel, that ends the connection. */
  void failed(AmqpException error, int classId, int methodId);

  /** Whether frames for channels are taken. */
  default boolean channelsOpen() {
    return false;
  }

  /** Whether frames are dropped unseen, but for what ends the connection. */
  default boolean stopped() {
    return false;
  }

  /** The error for a method that does not belong here. */
  default AmqpException unexpected() {
    return new AmqpException(
        ReplyCode.CHANNEL_ERROR, "unexpected method in connection state " + name());
  }
}
