/**
 * Files as the engine sees them: one flat directory, and just the operations whose failure modes
 * the engine handles.
 *
 * <p>Must not know what the files hold.
 */
package io.motet.storage.disk;
