package io.motet.kafka;

import io.motet.broker.settings.Settings;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ApiVersionsHandler;
import io.motet.kafka.api.Apis;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.Node;
import io.motet.kafka.fetch.FetchHandler;
import io.motet.kafka.fetch.FetchOptions;
import io.motet.kafka.fetch.ListOffsetsHandler;
import io.motet.kafka.fetch.OffsetForLeaderEpochHandler;
import io.motet.kafka.group.DeleteGroupsHandler;
import io.motet.kafka.group.DescribeGroupsHandler;
import io.motet.kafka.group.FindCoordinatorHandler;
import io.motet.kafka.group.GroupCoordinator;
import io.motet.kafka.group.HeartbeatHandler;
import io.motet.kafka.group.JoinGroupHandler;
import io.motet.kafka.group.LeaveGroupHandler;
import io.motet.kafka.group.ListGroupsHandler;
import io.motet.kafka.group.OffsetCommitHandler;
import io.motet.kafka.group.OffsetFetchHandler;
import io.motet.kafka.group.SyncGroupHandler;
import io.motet.kafka.message.ApiKey;
import io.motet.kafka.produce.InitProducerIdHandler;
import io.motet.kafka.produce.ProduceHandler;
import io.motet.kafka.produce.ProducerIds;
import io.motet.kafka.topic.AlterConfigsHandler;
import io.motet.kafka.topic.CreatePartitionsHandler;
import io.motet.kafka.topic.CreateTopicsHandler;
import io.motet.kafka.topic.DeleteRecordsHandler;
import io.motet.kafka.topic.DeleteTopicsHandler;
import io.motet.kafka.topic.DescribeClusterHandler;
import io.motet.kafka.topic.DescribeConfigsHandler;
import io.motet.kafka.topic.IncrementalAlterConfigsHandler;
import io.motet.kafka.topic.MetadataHandler;
import io.motet.kafka.topic.TopicOptions;

/** Puts the handlers together: the list of what is served. */
final class ServedApis {
  private ServedApis() {}

  static Apis of(FrontEndContext context, Topics topics, Node node) {
    Settings settings = context.settings();
    Authorizer authorizer =
        new Authorizer(context.users(), settings.get(KafkaSettings.VIRTUAL_HOST));
    Apis apis = new Apis();
    apis.register(ApiKey.API_VERSIONS, new ApiVersionsHandler(apis));
    registerTopics(apis, topics, node, authorizer, settings);
    registerRecords(apis, context, topics, authorizer);
    registerGroups(apis, context, topics, node, authorizer);
    return apis;
  }

  private static void registerTopics(
      Apis apis, Topics topics, Node node, Authorizer authorizer, Settings settings) {
    TopicOptions options =
        new TopicOptions(
            settings.get(KafkaSettings.AUTO_CREATE),
            settings.get(KafkaSettings.PARTITIONS),
            settings.get(KafkaSettings.STRICT_REPLICATION));
    apis.register(ApiKey.METADATA, new MetadataHandler(topics, node, authorizer, options));
    apis.register(ApiKey.CREATE_TOPICS, new CreateTopicsHandler(topics, authorizer, options));
    apis.register(ApiKey.DELETE_TOPICS, new DeleteTopicsHandler(topics, authorizer));
    apis.register(ApiKey.CREATE_PARTITIONS, new CreatePartitionsHandler(topics, authorizer));
    apis.register(ApiKey.DESCRIBE_CLUSTER, new DescribeClusterHandler(node));
    apis.register(ApiKey.DESCRIBE_CONFIGS, new DescribeConfigsHandler(topics, authorizer));
    apis.register(ApiKey.ALTER_CONFIGS, new AlterConfigsHandler(topics, authorizer));
    apis.register(
        ApiKey.INCREMENTAL_ALTER_CONFIGS, new IncrementalAlterConfigsHandler(topics, authorizer));
    apis.register(ApiKey.DELETE_RECORDS, new DeleteRecordsHandler(topics, authorizer));
  }

  private static void registerRecords(
      Apis apis, FrontEndContext context, Topics topics, Authorizer authorizer) {
    apis.register(ApiKey.PRODUCE, new ProduceHandler(topics, authorizer));
    FetchOptions fetchOptions =
        new FetchOptions(context.settings().get(KafkaSettings.FETCH_MAX_BYTES).intValue());
    apis.register(
        ApiKey.FETCH, new FetchHandler(topics, authorizer, fetchOptions, context.entropy()));
    apis.register(ApiKey.LIST_OFFSETS, new ListOffsetsHandler(topics, authorizer));
    apis.register(
        ApiKey.OFFSET_FOR_LEADER_EPOCH, new OffsetForLeaderEpochHandler(topics, authorizer));
    apis.register(
        ApiKey.INIT_PRODUCER_ID, new InitProducerIdHandler(new ProducerIds(context.metadata())));
  }

  private static void registerGroups(
      Apis apis, FrontEndContext context, Topics topics, Node node, Authorizer authorizer) {
    GroupCoordinator coordinator =
        new GroupCoordinator(
            context.metadata(),
            topics,
            KafkaSettings.groupOptions(context.settings()),
            context.entropy());
    apis.register(ApiKey.FIND_COORDINATOR, new FindCoordinatorHandler(node));
    apis.register(ApiKey.JOIN_GROUP, new JoinGroupHandler(coordinator, authorizer));
    apis.register(ApiKey.SYNC_GROUP, new SyncGroupHandler(coordinator, authorizer));
    apis.register(ApiKey.HEARTBEAT, new HeartbeatHandler(coordinator, authorizer));
    apis.register(ApiKey.LEAVE_GROUP, new LeaveGroupHandler(coordinator, authorizer));
    apis.register(ApiKey.OFFSET_COMMIT, new OffsetCommitHandler(coordinator, topics, authorizer));
    apis.register(ApiKey.OFFSET_FETCH, new OffsetFetchHandler(coordinator, topics, authorizer));
    apis.register(ApiKey.LIST_GROUPS, new ListGroupsHandler(coordinator, authorizer));
    apis.register(ApiKey.DESCRIBE_GROUPS, new DescribeGroupsHandler(coordinator, authorizer));
    apis.register(ApiKey.DELETE_GROUPS, new DeleteGroupsHandler(coordinator, authorizer));
  }
}
