package io.motet.broker.stream;

import io.motet.broker.queue.Engine;
import io.motet.broker.shard.Shard;
import io.motet.storage.log.batch.Decompressor;
import java.util.List;

/** What all streams of a broker share. */
public record StreamServices(
    Engine engine, List<? extends Shard> shards, Decompressor decompressor) {}
