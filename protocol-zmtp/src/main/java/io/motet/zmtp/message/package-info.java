/**
 * Messages of ZMTP peers as the broker keeps them, with their frames; and messages of any protocol
 * as frames. Must not know connections.
 */
package io.motet.zmtp.message;
