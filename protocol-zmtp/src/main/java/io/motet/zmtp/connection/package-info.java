/**
 * A peer's connection from its first byte to its end: greeting, security handshake, heartbeats,
 * back-pressure, and how others see it. Must not know what roles do with messages.
 */
package io.motet.zmtp.connection;
