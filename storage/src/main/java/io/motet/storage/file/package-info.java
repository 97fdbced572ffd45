/**
 * The journal on disk, put together from its parts.
 *
 * <p>Nothing but assembly and life cycle belongs here; every job has its own package.
 */
package io.motet.storage.file;
