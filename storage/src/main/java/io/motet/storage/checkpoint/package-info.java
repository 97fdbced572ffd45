/**
 * Checkpoints: the state written down so that recovery need not replay the whole journal.
 *
 * <p>A checkpoint is fuzzy: it is taken while the broker works. It is right together with the
 * journal from its replay point on, and is published only when everything it may have seen is
 * durable. Must not know what the state means.
 */
package io.motet.storage.checkpoint;
