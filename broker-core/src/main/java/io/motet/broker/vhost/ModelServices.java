package io.motet.broker.vhost;

import io.motet.broker.connection.ChurnCounters;
import io.motet.broker.exchange.ExchangeTypes;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.policy.PolicyDirectory;
import io.motet.broker.policy.QueueSettingsResolver;
import io.motet.broker.queue.Engine;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.TopicServices;
import java.util.List;

/** What all virtual hosts of a broker share. */
public record ModelServices(
    MetadataStore store,
    Engine engine,
    List<? extends Shard> shards,
    ExchangeTypes exchangeTypes,
    PolicyDirectory policies,
    QueueSettingsResolver queueSettings,
    ReplyTargets replies,
    ChurnCounters churn,
    Entropy entropy,
    TopicServices topics) {}
