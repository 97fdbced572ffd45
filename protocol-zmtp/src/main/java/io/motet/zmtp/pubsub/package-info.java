/**
 * Publishers and subscribers: topics of any bytes on one side, an exchange with routing keys on the
 * other. Must not know sockets.
 */
package io.motet.zmtp.pubsub;
