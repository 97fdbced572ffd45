package io.motet.kafka.topic;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeLogDirsRequest;
import io.motet.kafka.message.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.motet.kafka.message.DescribeLogDirsResponse;
import io.motet.kafka.message.DescribeLogDirsResponse.DescribeLogDirsPartition;
import io.motet.kafka.message.DescribeLogDirsResponse.DescribeLogDirsResult;
import io.motet.kafka.message.DescribeLogDirsResponse.DescribeLogDirsTopic;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;

/** Says how large partitions are, and in which directory. */
public final class DescribeLogDirsHandler implements RequestHandler<DescribeLogDirsRequest> {
  private static final int FIRST_WITH_ROOM = 4;

  private final Topics topics;
  private final Authorizer authorizer;
  private final Path directory;
  private final Executor blockingWork;

  /**
   * For the topics of one virtual host.
   *
   * @param directory the only one; null for a broker in memory
   * @param blockingWork where the disk is asked for its room
   */
  public DescribeLogDirsHandler(
      Topics topics, Authorizer authorizer, Path directory, Executor blockingWork) {
    this.topics = topics;
    this.authorizer = authorizer;
    this.directory = directory;
    this.blockingWork = blockingWork;
  }

  /** What clients are told of the directory. */
  public static String shown(Path directory) {
    return directory == null ? "memory" : directory.toAbsolutePath().toString();
  }

  @Override
  public void handle(DescribeLogDirsRequest request, RequestContext context) {
    DescribeLogDirsResult result = new DescribeLogDirsResult();
    result.logDir = shown(directory);
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
    if (directory == null || context.version() < FIRST_WITH_ROOM) {
      context.reply(response);
    } else {
      answerWithRoom(response, result, context);
    }
  }

  private void answerWithRoom(
      DescribeLogDirsResponse response, DescribeLogDirsResult result, RequestContext context) {
    try {
      blockingWork.execute(
          () -> {
            try {
              FileStore store = Files.getFileStore(directory);
              result.totalBytes = store.getTotalSpace();
              result.usableBytes = store.getUsableSpace();
            } catch (IOException e) {
              result.errorCode = ErrorCode.KAFKA_STORAGE_ERROR.code();
            }
            context.reply(response);
          });
    } catch (RejectedExecutionException e) {
      // Too many ask: the rest of the answer is worth having.
      context.reply(response);
    }
  }

  /** What is not there has no place in the answer. */
  private void add(
      DescribeLogDirsResult result, Topic topic, int[] partitions, RequestContext context) {
    if (topic == null
        || !authorizer.mayTopic(context.session(), Operation.DESCRIBE, topic.name())) {
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
