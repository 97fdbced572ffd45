package io.motet.kafka;

import io.motet.broker.runtime.BlockingWork;
import io.motet.broker.settings.Settings;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.topic.Topics;
import io.motet.broker.vhost.VirtualHost;
import io.motet.kafka.acl.Acls;
import io.motet.kafka.acl.CreateAclsHandler;
import io.motet.kafka.acl.DeleteAclsHandler;
import io.motet.kafka.acl.DescribeAclsHandler;
import io.motet.kafka.api.ApiVersionsHandler;
import io.motet.kafka.api.Apis;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.Node;
import io.motet.kafka.cluster.AddRaftVoterHandler;
import io.motet.kafka.cluster.AlterPartitionReassignmentsHandler;
import io.motet.kafka.cluster.AlterReplicaLogDirsHandler;
import io.motet.kafka.cluster.DelegationTokens;
import io.motet.kafka.cluster.DescribeClusterHandler;
import io.motet.kafka.cluster.DescribeQuorumHandler;
import io.motet.kafka.cluster.ElectLeadersHandler;
import io.motet.kafka.cluster.ListPartitionReassignmentsHandler;
import io.motet.kafka.cluster.RemoveRaftVoterHandler;
import io.motet.kafka.cluster.UnregisterBrokerHandler;
import io.motet.kafka.cluster.UnregisterControllerHandler;
import io.motet.kafka.cluster.UpdateFeaturesHandler;
import io.motet.kafka.config.AlterConfigsHandler;
import io.motet.kafka.config.ConfigKinds;
import io.motet.kafka.config.ConfigResources;
import io.motet.kafka.config.DescribeConfigsHandler;
import io.motet.kafka.config.IncrementalAlterConfigsHandler;
import io.motet.kafka.config.ListConfigResourcesHandler;
import io.motet.kafka.config.LoggerConfigs;
import io.motet.kafka.config.StoredConfigs;
import io.motet.kafka.fetch.FetchHandler;
import io.motet.kafka.fetch.FetchOptions;
import io.motet.kafka.fetch.ListOffsetsHandler;
import io.motet.kafka.fetch.OffsetForLeaderEpochHandler;
import io.motet.kafka.group.AdministeredGroups;
import io.motet.kafka.group.DeleteGroupsHandler;
import io.motet.kafka.group.DescribeGroupsHandler;
import io.motet.kafka.group.FindCoordinatorHandler;
import io.motet.kafka.group.GroupCoordinator;
import io.motet.kafka.group.HeartbeatHandler;
import io.motet.kafka.group.JoinGroupHandler;
import io.motet.kafka.group.LeaveGroupHandler;
import io.motet.kafka.group.ListGroupsHandler;
import io.motet.kafka.group.OffsetCommitHandler;
import io.motet.kafka.group.OffsetDeleteHandler;
import io.motet.kafka.group.OffsetFetchHandler;
import io.motet.kafka.group.SyncGroupHandler;
import io.motet.kafka.group.TxnOffsetCommitHandler;
import io.motet.kafka.group.consumer.ConsumerGroupDescribeHandler;
import io.motet.kafka.group.consumer.ConsumerGroupHeartbeatHandler;
import io.motet.kafka.group.consumer.ConsumerGroups;
import io.motet.kafka.group.streams.StreamsGroupDescribeHandler;
import io.motet.kafka.group.streams.StreamsGroupHeartbeatHandler;
import io.motet.kafka.group.streams.StreamsGroups;
import io.motet.kafka.message.ApiKey;
import io.motet.kafka.produce.InitProducerIdHandler;
import io.motet.kafka.produce.ProduceHandler;
import io.motet.kafka.produce.ProducerIds;
import io.motet.kafka.queue.QueueProducer;
import io.motet.kafka.queue.QueueTopics;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.quota.AlterClientQuotasHandler;
import io.motet.kafka.quota.DescribeClientQuotasHandler;
import io.motet.kafka.quota.PartitionMutations;
import io.motet.kafka.sasl.AlterUserScramCredentialsHandler;
import io.motet.kafka.sasl.DescribeUserScramCredentialsHandler;
import io.motet.kafka.sasl.Logins;
import io.motet.kafka.sasl.SaslAuthenticateHandler;
import io.motet.kafka.sasl.SaslHandshakeHandler;
import io.motet.kafka.sasl.ScramCredentials;
import io.motet.kafka.topic.BrokerConfigs;
import io.motet.kafka.topic.CreatePartitionsHandler;
import io.motet.kafka.topic.CreateTopicsHandler;
import io.motet.kafka.topic.DeleteRecordsHandler;
import io.motet.kafka.topic.DeleteTopicsHandler;
import io.motet.kafka.topic.DescribeLogDirsHandler;
import io.motet.kafka.topic.DescribeProducersHandler;
import io.motet.kafka.topic.DescribeTopicPartitionsHandler;
import io.motet.kafka.topic.InternalTopics;
import io.motet.kafka.topic.MetadataHandler;
import io.motet.kafka.topic.TopicConfigs;
import io.motet.kafka.topic.TopicOptions;
import io.motet.kafka.transaction.AddOffsetsToTxnHandler;
import io.motet.kafka.transaction.AddPartitionsToTxnHandler;
import io.motet.kafka.transaction.DescribeTransactionsHandler;
import io.motet.kafka.transaction.EndTxnHandler;
import io.motet.kafka.transaction.ListTransactionsHandler;
import io.motet.kafka.transaction.TransactionCoordinator;
import io.motet.kafka.transaction.WriteTxnMarkersHandler;
import java.nio.file.Path;
import java.util.List;

/** Puts the handlers together: the list of what is served. */
final class ServedApis {
  private final Apis apis = new Apis();
  private final FrontEndContext context;
  private final Settings settings;
  private final Topics topics;
  private final QueueTopics queues;
  private final ReadableTopics readable;
  private final QueueProducer queueProducer;
  private final Node node;
  private final BlockingWork blockingWork;
  private final Acls acls;
  private final Authorizer authorizer;
  private final StoredConfigs groupConfigs;
  private final GroupRequestLimits groupLimits;
  private final ProducerIds producerIds;
  private final GroupCoordinator groups;
  private final ServedShareGroups shareGroups;
  private final TransactionCoordinator transactions;

  private ServedApis(
      FrontEndContext context, VirtualHost virtualHost, Node node, BlockingWork blockingWork) {
    this.context = context;
    this.settings = context.settings();
    this.topics = virtualHost.topics();
    this.queues = new QueueTopics(virtualHost, settings.get(KafkaSettings.SHOW_QUEUES));
    this.readable = new ReadableTopics(topics, queues);
    this.queueProducer = new QueueProducer(virtualHost, context.alarms());
    this.node = node;
    this.blockingWork = blockingWork;
    this.acls = new Acls(context.metadata(), SecuritySettings.maxAcls(settings));
    this.authorizer =
        new Authorizer(
            context.users(),
            settings.get(KafkaSettings.VIRTUAL_HOST),
            SecuritySettings.checks(settings, acls));
    this.groupConfigs =
        ConfigResources.groups(
            context.metadata(), authorizer, GroupSettings.defaultsOfGroups(settings));
    this.groupLimits =
        new GroupRequestLimits(settings.get(GroupSettings.MAX_REQUEST_BYTES).intValue());
    this.producerIds = new ProducerIds(context.metadata());
    this.groups =
        new GroupCoordinator(
            context.metadata(), readable, GroupSettings.options(settings), context.entropy());
    this.shareGroups =
        new ServedShareGroups(context, groups, virtualHost, readable, groupConfigs, authorizer);
    this.transactions =
        new TransactionCoordinator(
            context.metadata(),
            topics,
            producerIds::next,
            groups::commit,
            TransactionSettings.options(settings));
  }

  /** Takes up what an earlier process left, and serves it. */
  static Apis of(
      FrontEndContext context,
      VirtualHost virtualHost,
      Node node,
      Security security,
      BlockingWork blockingWork) {
    ServedApis served = new ServedApis(context, virtualHost, node, blockingWork);
    served.transactions.recover();
    served.apis.register(ApiKey.API_VERSIONS, new ApiVersionsHandler(served.apis));
    served.registerTopics(new PartitionMutations(security.quotas()));
    served.registerCluster();
    served.registerConfigs();
    served.registerRecords();
    served.registerGroups();
    served.registerConsumerGroups();
    served.shareGroups.register(served.apis, served.groupLimits);
    served.registerStreamsGroups();
    served.registerTransactions();
    served.registerSecurity(security);
    return served.apis;
  }

  private void registerTopics(PartitionMutations mutations) {
    TopicOptions options =
        new TopicOptions(
            settings.get(KafkaSettings.AUTO_CREATE),
            settings.get(KafkaSettings.PARTITIONS),
            settings.get(KafkaSettings.STRICT_REPLICATION));
    apis.register(ApiKey.METADATA, new MetadataHandler(topics, queues, node, authorizer, options));
    apis.register(
        ApiKey.CREATE_TOPICS, new CreateTopicsHandler(topics, mutations, authorizer, options));
    apis.register(
        ApiKey.DELETE_TOPICS, new DeleteTopicsHandler(topics, queues, mutations, authorizer));
    apis.register(
        ApiKey.CREATE_PARTITIONS,
        new CreatePartitionsHandler(topics, queues, mutations, authorizer));
    apis.register(ApiKey.DELETE_RECORDS, new DeleteRecordsHandler(topics, queues, authorizer));
    apis.register(
        ApiKey.DESCRIBE_PRODUCERS, new DescribeProducersHandler(topics, queues, authorizer));
    apis.register(
        ApiKey.DESCRIBE_TOPIC_PARTITIONS,
        new DescribeTopicPartitionsHandler(
            topics,
            queues,
            node,
            authorizer,
            settings.get(KafkaSettings.MAX_DESCRIBED_PARTITIONS)));
  }

  private void registerConfigs() {
    String directory = DescribeLogDirsHandler.shown(context.dataDirectory());
    ConfigKinds kinds =
        new ConfigKinds(
            List.of(
                new TopicConfigs(topics, queues, authorizer),
                new BrokerConfigs(FixedConfigs.of(settings, directory), topics, node, authorizer),
                new LoggerConfigs(node, authorizer),
                ConfigResources.clientMetrics(context.metadata(), authorizer),
                groupConfigs));
    apis.register(ApiKey.DESCRIBE_CONFIGS, new DescribeConfigsHandler(kinds));
    apis.register(ApiKey.ALTER_CONFIGS, new AlterConfigsHandler(kinds));
    apis.register(ApiKey.INCREMENTAL_ALTER_CONFIGS, new IncrementalAlterConfigsHandler(kinds));
    apis.register(ApiKey.LIST_CONFIG_RESOURCES, new ListConfigResourcesHandler(kinds, authorizer));
  }

  private void registerCluster() {
    Path directory = context.dataDirectory();
    apis.register(ApiKey.DESCRIBE_CLUSTER, new DescribeClusterHandler(node, authorizer));
    apis.register(
        ApiKey.DESCRIBE_LOG_DIRS,
        new DescribeLogDirsHandler(topics, authorizer, directory, blockingWork));
    apis.register(
        ApiKey.ALTER_REPLICA_LOG_DIRS,
        new AlterReplicaLogDirsHandler(
            readable, authorizer, DescribeLogDirsHandler.shown(directory)));
    apis.register(ApiKey.ELECT_LEADERS, new ElectLeadersHandler(readable, authorizer));
    apis.register(
        ApiKey.ALTER_PARTITION_REASSIGNMENTS,
        new AlterPartitionReassignmentsHandler(readable, node, authorizer));
    apis.register(
        ApiKey.LIST_PARTITION_REASSIGNMENTS, new ListPartitionReassignmentsHandler(authorizer));
    apis.register(
        ApiKey.DESCRIBE_QUORUM,
        new DescribeQuorumHandler(
            node, authorizer, () -> context.journalStatistics().writtenBytes()));
    apis.register(ApiKey.UPDATE_FEATURES, new UpdateFeaturesHandler(node, authorizer));
    apis.register(ApiKey.UNREGISTER_BROKER, new UnregisterBrokerHandler(node, authorizer));
    apis.register(ApiKey.UNREGISTER_CONTROLLER, new UnregisterControllerHandler(node, authorizer));
    apis.register(ApiKey.ADD_RAFT_VOTER, new AddRaftVoterHandler(node, authorizer));
    apis.register(ApiKey.REMOVE_RAFT_VOTER, new RemoveRaftVoterHandler(node, authorizer));
    DelegationTokens.register(apis);
  }

  private void registerRecords() {
    apis.register(
        ApiKey.PRODUCE,
        new ProduceHandler(topics, queues, queueProducer, authorizer, transactions));
    FetchOptions fetchOptions =
        new FetchOptions(settings.get(KafkaSettings.FETCH_MAX_BYTES).intValue());
    apis.register(
        ApiKey.FETCH,
        new FetchHandler(topics, queues, authorizer, fetchOptions, context.entropy()));
    apis.register(ApiKey.LIST_OFFSETS, new ListOffsetsHandler(topics, queues, authorizer));
    apis.register(
        ApiKey.OFFSET_FOR_LEADER_EPOCH,
        new OffsetForLeaderEpochHandler(topics, queues, authorizer));
    apis.register(
        ApiKey.INIT_PRODUCER_ID, new InitProducerIdHandler(producerIds, transactions, authorizer));
  }

  private void registerGroups() {
    context
        .groups()
        .register(settings.get(KafkaSettings.VIRTUAL_HOST), new AdministeredGroups(groups, topics));
    apis.register(
        ApiKey.FIND_COORDINATOR,
        new FindCoordinatorHandler(node, authorizer, new InternalTopics(topics)));
    apis.register(ApiKey.JOIN_GROUP, groupLimits.join(new JoinGroupHandler(groups, authorizer)));
    apis.register(ApiKey.SYNC_GROUP, groupLimits.sync(new SyncGroupHandler(groups, authorizer)));
    apis.register(ApiKey.HEARTBEAT, new HeartbeatHandler(groups, authorizer));
    apis.register(ApiKey.LEAVE_GROUP, new LeaveGroupHandler(groups, authorizer));
    apis.register(ApiKey.OFFSET_COMMIT, new OffsetCommitHandler(groups, readable, authorizer));
    apis.register(
        ApiKey.OFFSET_FETCH, new OffsetFetchHandler(groups, transactions, readable, authorizer));
    apis.register(ApiKey.LIST_GROUPS, new ListGroupsHandler(groups, authorizer));
    apis.register(ApiKey.DESCRIBE_GROUPS, new DescribeGroupsHandler(groups, authorizer));
    apis.register(ApiKey.DELETE_GROUPS, new DeleteGroupsHandler(groups, authorizer));
    apis.register(ApiKey.OFFSET_DELETE, new OffsetDeleteHandler(groups, readable, authorizer));
  }

  private void registerConsumerGroups() {
    ConsumerGroups consumerGroups =
        new ConsumerGroups(groups, ConsumerGroupSettings.options(settings, groupConfigs));
    apis.register(
        ApiKey.CONSUMER_GROUP_HEARTBEAT,
        groupLimits.consumer(
            new ConsumerGroupHeartbeatHandler(consumerGroups, readable, authorizer)));
    apis.register(
        ApiKey.CONSUMER_GROUP_DESCRIBE,
        new ConsumerGroupDescribeHandler(consumerGroups, readable, authorizer));
  }

  private void registerStreamsGroups() {
    StreamsGroups streamsGroups =
        new StreamsGroups(groups, StreamsGroupSettings.options(settings, groupConfigs));
    apis.register(
        ApiKey.STREAMS_GROUP_HEARTBEAT,
        groupLimits.streams(new StreamsGroupHeartbeatHandler(streamsGroups, topics, authorizer)));
    apis.register(
        ApiKey.STREAMS_GROUP_DESCRIBE, new StreamsGroupDescribeHandler(streamsGroups, authorizer));
  }

  private void registerTransactions() {
    apis.register(
        ApiKey.ADD_PARTITIONS_TO_TXN,
        new AddPartitionsToTxnHandler(transactions, topics, queues, authorizer));
    apis.register(ApiKey.ADD_OFFSETS_TO_TXN, new AddOffsetsToTxnHandler(transactions, authorizer));
    apis.register(ApiKey.END_TXN, new EndTxnHandler(transactions, authorizer));
    apis.register(
        ApiKey.TXN_OFFSET_COMMIT,
        new TxnOffsetCommitHandler(groups, transactions, readable, authorizer));
    apis.register(ApiKey.WRITE_TXN_MARKERS, new WriteTxnMarkersHandler(topics, authorizer));
    apis.register(ApiKey.LIST_TRANSACTIONS, new ListTransactionsHandler(transactions, authorizer));
    apis.register(
        ApiKey.DESCRIBE_TRANSACTIONS,
        new DescribeTransactionsHandler(transactions, topics, authorizer));
  }

  private void registerSecurity(Security security) {
    Logins logins = security.logins();
    ScramCredentials credentials = security.credentials();
    apis.register(ApiKey.SASL_HANDSHAKE, new SaslHandshakeHandler(logins));
    apis.register(ApiKey.SASL_AUTHENTICATE, new SaslAuthenticateHandler(logins));
    apis.register(
        ApiKey.DESCRIBE_USER_SCRAM_CREDENTIALS,
        new DescribeUserScramCredentialsHandler(credentials, authorizer));
    apis.register(
        ApiKey.ALTER_USER_SCRAM_CREDENTIALS,
        new AlterUserScramCredentialsHandler(credentials, authorizer));
    apis.register(
        ApiKey.DESCRIBE_CLIENT_QUOTAS,
        new DescribeClientQuotasHandler(security.quotas(), authorizer));
    apis.register(
        ApiKey.ALTER_CLIENT_QUOTAS, new AlterClientQuotasHandler(security.quotas(), authorizer));
    apis.register(ApiKey.DESCRIBE_ACLS, new DescribeAclsHandler(acls, authorizer));
    apis.register(ApiKey.CREATE_ACLS, new CreateAclsHandler(acls, authorizer));
    apis.register(ApiKey.DELETE_ACLS, new DeleteAclsHandler(acls, authorizer));
  }
}
