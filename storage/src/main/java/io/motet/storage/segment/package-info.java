/**
 * Segment files: their headers, what is alive in each, the free ones, and the room that is left.
 *
 * <p>Must not know records, shards or checkpoints.
 */
package io.motet.storage.segment;
