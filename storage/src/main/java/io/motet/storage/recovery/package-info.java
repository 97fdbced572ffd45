/**
 * Brings the journal back: finds the files, verifies the chain of segments, decides where it ends,
 * and replays it.
 *
 * <p>Must not write to segments, and must not know shards.
 */
package io.motet.storage.recovery;
