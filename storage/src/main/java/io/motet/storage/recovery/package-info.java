/**
 * Brings the journal back: finds the files, verifies the chain of segments, decides where it ends,
 * and replays it.
 *
 * <p>Writes nothing new to segments. Must not know shards.
 */
package io.motet.storage.recovery;
