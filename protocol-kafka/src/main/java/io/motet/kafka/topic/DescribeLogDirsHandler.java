package io.motet.kafka.topic;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeLogDirsRequest;
import io.motet.kafka.message.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.motet.kafka.message.DescribeLogDirsResponse;
import io.motet.kafka.message.DescribeLogDirsResponse.DescribeLogDirsPartition;
import io.motet.kafka.message.DescribeLogDirsResponse.DescribeLogDirsResult;
import io.motet.kafka.message.DescribeLogDirsResponse.DescribeLogDirsTopic;
import java.util.stream.IntStream;

/** Says how large partitions are, and in which directory. */
public final class DescribeLogDirsHandler implements RequestHandler<DescribeLogDirsRequest> {
  private final Topics topics;
  private final Authorizer authorizer;
  private final String directory;

  /**
   * For the topics of one virtual host.
   *
   * @param directory the only one
   */
  public DescribeLogDirsHandler(Topics topics, Authorizer authorizer, String directory) {
    this.topics = topics;
    this.authorizer = authorizer;
    this.directory = directory;
  }

  @Override
  public void handle(DescribeLogDirsRequest request, RequestContext context) {
    DescribeLogDirsResult result = new DescribeLogDirsResult();
    result.logDir = directory;
    if (request.topics == null) {
      for (Topic topic : topics.all()) {
        add(result, topic, IntStream.range(0, topic.partitionCount()).toArray(), context);
      }
    } else {
      for (DescribableLogDirTopic wanted : request.topics) {
        add(result, topics.topic(wanted.topic), wanted.partitions, context);
      }
    }
    DescribeLogDirsResponse response = new DescribeLogDirsResponse();
    response.results.add(result);
    context.reply(response);
  }

  /** What is not there has no place in the answer. */
  private void add(
      DescribeLogDirsResult result, Topic topic, int[] partitions, RequestContext context) {
    if (topic == null || !authorizer.mayDescribe(context.session(), topic.name())) {
      return;
    }
    DescribeLogDirsTopic answer = new DescribeLogDirsTopic();
    answer.name = topic.name();
    for (int index : partitions) {
      if (topic.partition(index) != null) {
        DescribeLogDirsPartition partition = new DescribeLogDirsPartition();
        partition.partitionIndex = index;
        partition.partitionSize = topic.partition(index).sizeBytes();
        answer.partitions.add(partition);
      }
    }
    result.topics.add(answer);
  }
}
