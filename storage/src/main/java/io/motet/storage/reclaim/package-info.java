/**
 * Empties segments in which little is alive, by having the survivors appended again.
 *
 * <p>Must not decide what is alive: the core does.
 */
package io.motet.storage.reclaim;
