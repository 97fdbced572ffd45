/**
 * AMQP channels: everything that happens between channel.open and channel.close. Translates methods
 * and content to the broker's model and its answers back. Must not know sockets, frames' layout or
 * how a connection is negotiated.
 */
package io.motet.amqp.channel;
