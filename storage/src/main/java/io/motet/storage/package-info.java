/**
 * Bytes on disk: the journal, its recovery, scratch space, and the places for partition logs.
 *
 * <p>Must not know what an exchange, a user or a wire protocol is. It knows numbered queues,
 * numbered messages in them, and opaque metadata keys.
 */
package io.motet.storage;
