/**
 * Where transient messages go under memory pressure: files that nobody forces and that the next
 * start deletes.
 *
 * <p>Must not know the journal.
 */
package io.motet.storage.scratch;
