/**
 * CurveZMQ (RFC 26) on the server's side: keys, boxes, the handshake's commands, frames in boxes.
 * The primitives are Bouncy Castle's. Must not know users or sockets.
 */
package io.motet.zmtp.curve;
