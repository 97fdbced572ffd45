package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.FrameWriter;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;

/**
 * What a channel is given by its connection. Every method may be called after the channel or the
 * connection is gone, and then does nothing. On the connection's shard.
 */
public interface ChannelContext {
  /** The channel number; goes with every frame. */
  int number();

  ClientConnection connection();

  Shard shard();

  FrontEndContext broker();

  VirtualHost virtualHost();

  /** The name of the user who logged in. */
  String user();

  /**
   * Writes frames; they leave in one flush at the end of the shard's iteration. May be called at
   * any time on the shard; after the connection is gone the frames are dropped.
   */
  FrameWriter writer();

  /** Whether the socket takes more now. */
  boolean writable();

  /** Whether so much waits unsent that what nobody relies on is left out. */
  boolean unsentTooMuch();

  /** Whether the client announced a capability, for example {@code consumer_cancel_notify}. */
  boolean clientCapability(String name);

  /**
   * Holds all further frames of this connection until {@link #resume}: for methods whose answer
   * waits for a future. Call it during {@link ChannelEndpoint}'s method; the frames stay in the
   * socket, the shard goes on.
   */
  void suspend();

  /** Ends {@link #suspend}; harmless when not suspended. */
  void resume();

  /**
   * Closes the channel or the connection, as the code says, with an error found outside a call of
   * {@link ChannelEndpoint}.
   *
   * @param classId and {@code methodId}: the method that failed, 0 for none
   */
  void fail(AmqpException error, int classId, int methodId);
}
