/**
 * The shared, group-committed journal that is also the message store.
 *
 * <p>One {@link io.motet.storage.journal.Journal} serves all shards; each shard appends through its
 * own {@link io.motet.storage.journal.JournalAppender}. Every record is idempotent ("set", never
 * "add"), so that a checkpoint may be taken while the broker works and the tail replayed over it.
 */
package io.motet.storage.journal;
