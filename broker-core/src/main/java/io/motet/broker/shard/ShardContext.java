package io.motet.broker.shard;

import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.message.MessageFormat;
import io.motet.storage.journal.Journal;
import java.util.function.IntFunction;

/**
 * What a shard offers to what runs on it. One per shard; used on that shard only.
 *
 * @param journal for reads and scratch space; appends go through {@code shardJournal}
 * @param formats the message format with that id, or null
 */
public record ShardContext(
    Shard shard,
    Journal journal,
    ShardJournal shardJournal,
    Outboxes outboxes,
    ContentAllocator contents,
    MemoryBudget memory,
    IntFunction<MessageFormat> formats) {}
