/**
 * AMQP connections: handshake, limits, heartbeats, errors, back-pressure, and the way of frames to
 * channels. Must not know what channels do with them: channels are made by a {@link
 * io.motet.amqp.connection.ChannelFactory}.
 */
package io.motet.amqp.connection;
