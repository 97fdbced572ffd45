package io.motet.kafka;

import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;
import io.motet.kafka.api.Apis;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.config.StoredConfigs;
import io.motet.kafka.group.GroupCoordinator;
import io.motet.kafka.group.share.ShareGroupDescribeHandler;
import io.motet.kafka.group.share.ShareGroupHeartbeatHandler;
import io.motet.kafka.group.share.ShareGroups;
import io.motet.kafka.message.ApiKey;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.share.AlterShareGroupOffsetsHandler;
import io.motet.kafka.share.DeleteShareGroupOffsetsHandler;
import io.motet.kafka.share.DescribeShareGroupOffsetsHandler;
import io.motet.kafka.share.ShareAcknowledgeHandler;
import io.motet.kafka.share.ShareConfigs;
import io.motet.kafka.share.ShareFetchHandler;
import io.motet.kafka.share.ShareOffsets;
import io.motet.kafka.share.ShareParts;
import io.motet.kafka.share.ShareSessions;
import io.motet.kafka.share.ShareStates;

/** Puts the handlers of share groups together. */
final class ServedShareGroups {
  private final ReadableTopics topics;
  private final Authorizer authorizer;
  private final Settings settings;
  private final Shard shard;
  private final ShareParts parts;
  private final ShareGroups groups;

  ServedShareGroups(
      FrontEndContext context,
      GroupCoordinator coordinator,
      VirtualHost virtualHost,
      ReadableTopics topics,
      StoredConfigs groupConfigs,
      Authorizer authorizer) {
    this.topics = topics;
    this.authorizer = authorizer;
    this.settings = context.settings();
    this.shard = context.metadata().shard();
    this.parts =
        new ShareParts(
            topics,
            new ShareStates(context.metadata()),
            new ShareConfigs(groupConfigs),
            shard,
            () -> virtualHost.publisher(shard, (token, outcome) -> {}).begin());
    this.groups =
        new ShareGroups(
            coordinator, ShareGroupSettings.options(settings, groupConfigs), topics, parts);
  }

  void register(Apis apis, GroupRequestLimits limits) {
    apis.register(
        ApiKey.SHARE_GROUP_HEARTBEAT,
        limits.share(new ShareGroupHeartbeatHandler(groups, authorizer)));
    apis.register(ApiKey.SHARE_GROUP_DESCRIBE, new ShareGroupDescribeHandler(groups, authorizer));
    ShareSessions sessions = new ShareSessions(groups, parts);
    apis.register(
        ApiKey.SHARE_FETCH,
        new ShareFetchHandler(
            groups,
            sessions,
            parts,
            topics,
            authorizer,
            shard,
            settings.get(KafkaSettings.FETCH_MAX_BYTES).intValue()));
    apis.register(
        ApiKey.SHARE_ACKNOWLEDGE,
        new ShareAcknowledgeHandler(groups, sessions, parts, topics, authorizer));
    ShareOffsets offsets = new ShareOffsets(groups, parts, topics);
    apis.register(
        ApiKey.DESCRIBE_SHARE_GROUP_OFFSETS,
        new DescribeShareGroupOffsetsHandler(offsets, authorizer));
    apis.register(
        ApiKey.ALTER_SHARE_GROUP_OFFSETS, new AlterShareGroupOffsetsHandler(offsets, authorizer));
    apis.register(
        ApiKey.DELETE_SHARE_GROUP_OFFSETS, new DeleteShareGroupOffsetsHandler(offsets, authorizer));
  }
}
