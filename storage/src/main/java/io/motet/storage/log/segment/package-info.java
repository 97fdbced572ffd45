/**
 * The files of a log: segments of batches, each with an index from offset and time to position, and
 * a bounded number of them open. Must not know producers, retention or who reads.
 */
package io.motet.storage.log.segment;
