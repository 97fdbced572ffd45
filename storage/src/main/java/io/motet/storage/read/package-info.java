/**
 * Cold reads: messages fetched back from segments and scratch files, off the shards' threads.
 *
 * <p>Must not know whether a message is alive.
 */
package io.motet.storage.read;
