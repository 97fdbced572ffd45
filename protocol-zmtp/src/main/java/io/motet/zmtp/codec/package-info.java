/**
 * ZMTP on the wire: greeting, frames, commands, metadata (RFC 37, 23 and 15). Must not know the
 * broker's model, nor what a message means.
 */
package io.motet.zmtp.codec;
