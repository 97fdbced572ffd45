/**
 * A disk and a clock for tests: everything happens on one thread, in an order that a seed decides,
 * and fails the way real machines fail.
 *
 * <p>In the main tree, since the tests of other modules crash their brokers on it, too. Must not
 * know the journal.
 */
package io.motet.storage.simulation;
