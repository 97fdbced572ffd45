/**
 * What the journal does beside the writing: files kept ready, segments freed, the room watched,
 * checkpoints and reclaim begun when they are due.
 *
 * <p>Runs on one background worker. Must not know the format of anything.
 */
package io.motet.storage.upkeep;
