package io.motet.kafka.transaction;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeTransactionsRequest;
import io.motet.kafka.message.DescribeTransactionsResponse;
import io.motet.kafka.message.DescribeTransactionsResponse.TopicData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows single transactional ids, with the partitions of a transaction that is open. */
public final class DescribeTransactionsHandler
    implements RequestHandler<DescribeTransactionsRequest> {
  private final TransactionCoordinator coordinator;
  private final Topics topics;
  private final Authorizer authorizer;

  /** For all transactions, over the topics of one virtual host. */
  public DescribeTransactionsHandler(
      TransactionCoordinator coordinator, Topics topics, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.topics = topics;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeTransactionsRequest request, RequestContext context) {
    coordinator.run(
        () -> {
          DescribeTransactionsResponse response = new DescribeTransactionsResponse();
          for (String id : request.transactionalIds) {
            response.transactionStates.add(describe(id, context));
          }
          context.reply(response);
        });
  }

  private DescribeTransactionsResponse.TransactionState describe(
      String id, RequestContext context) {
    DescribeTransactionsResponse.TransactionState answer =
        new DescribeTransactionsResponse.TransactionState();
    answer.transactionalId = id;
    Transaction transaction = coordinator.find(id);
    if (!authorizer.mayTransactionalId(context.session(), Operation.DESCRIBE, id)) {
      answer.errorCode = ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED.code();
    } else if (transaction == null) {
      answer.errorCode = ErrorCode.TRANSACTIONAL_ID_NOT_FOUND.code();
    } else {
      answer.transactionState = transaction.state().title();
      answer.transactionTimeoutMs = transaction.timeoutMillis();
      answer.transactionStartTimeMs = transaction.startedAtMillis();
      answer.producerId = transaction.producer().id();
      answer.producerEpoch = transaction.producer().epoch();
      if (transaction.startedAtMillis() >= 0) {
        addPartitions(answer, transaction, context);
      }
    }
    return answer;
  }

  private void addPartitions(
      DescribeTransactionsResponse.TransactionState answer,
      Transaction transaction,
      RequestContext context) {
    Map<String, List<Integer>> byTopic = new TreeMap<>();
    transaction.partitions().stream()
        .collect(
            Collectors.groupingBy(
                TopicPart::topicId, Collectors.mapping(TopicPart::partition, Collectors.toList())))
        .forEach(
            (topicId, indexes) -> {
              Topic topic = topics.topic(topicId);
              if (topic != null
                  && authorizer.mayTopic(context.session(), Operation.DESCRIBE, topic.name())) {
                byTopic.put(topic.name(), indexes);
              }
            });
    byTopic.forEach(
        (name, indexes) -> {
          TopicData data = new TopicData();
          data.topic = name;
          data.partitions = indexes.stream().mapToInt(Integer::intValue).sorted().toArray();
          answer.topics.add(data);
        });
  }
}
