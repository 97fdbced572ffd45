/**
 * What a log remembers of its producers: the last batches, so that a repeated one is known; the
 * transactions that are open, and those that were aborted. Rebuilt from the batches after a crash.
 * Must not know files.
 */
package io.motet.storage.log.producer;
