/**
 * What compaction decides: which record of a key is the last, and what of a batch stays. Pure logic
 * over bytes; must not know files.
 */
package io.motet.storage.log.compact;
