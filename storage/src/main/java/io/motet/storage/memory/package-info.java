/**
 * A journal without a disk, for brokers embedded in tests.
 *
 * <p>Must not know files, segments or threads.
 */
package io.motet.storage.memory;
