package io.motet.kafka.share;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import io.motet.kafka.share.state.AcknowledgeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Carries out what one request says of records, partition by partition. */
final class Acknowledgements {
  private final ShareParts parts;
  private final String group;
  private final Map<ShareKey, AckBatches> said = new LinkedHashMap<>();
  private final Map<ShareKey, AckResult> results = new LinkedHashMap<>();

  Acknowledgements(ShareParts parts, String group) {
    this.parts = parts;
    this.group = group;
  }

  /** One partition's. On the connection's shard. */
  void add(
      ShareKey key,
      AckBatches batches,
      ClientSession connection,
      ReadableTopics topics,
      Authorizer authorizer) {
    if (batches.isEmpty()) {
      return;
    }
    ReadableTopic topic = topics.find(key.topicId());
    if (topic == null) {
      results.put(key, AckResult.of(ErrorCode.UNKNOWN_TOPIC_ID));
    } else if (!authorizer.mayTopic(connection, Operation.READ, topic.name())) {
      results.put(key, AckResult.of(ErrorCode.TOPIC_AUTHORIZATION_FAILED));
    } else if (batches.isWrong()) {
      results.put(key, AckResult.of(ErrorCode.INVALID_REQUEST));
    } else {
      said.put(key, batches);
    }
  }

  boolean isEmpty() {
    return said.isEmpty() && results.isEmpty();
  }

  /**
   * On the groups' thread, where the results are complete in the end.
   *
   * @param owner whose records they must be
   */
  CompletableFuture<Map<ShareKey, AckResult>> carryOut(String owner) {
    CompletableFuture<?>[] all = new CompletableFuture<?>[said.size()];
    int i = 0;
    for (Map.Entry<ShareKey, AckBatches> entry : said.entrySet()) {
      all[i++] =
          carryOut(owner, entry.getKey(), entry.getValue())
              .handle(
                  (done, failure) ->
                      results.put(
                          entry.getKey(),
                          failure == null ? AckResult.DONE : AckResult.of(failure)));
    }
    return CompletableFuture.allOf(all).thenApply(done -> results);
  }

  private CompletableFuture<Void> carryOut(String owner, ShareKey key, AckBatches batches) {
    SharePart part = parts.inUse(key);
    if (part == null) {
      return CompletableFuture.failedFuture(
          new AcknowledgeException(
              true,
              "Batch record not found. The request batch offsets are not found in the cache."));
    }
    if (batches.renews() && !parts.configs().mayRenew(group)) {
      return CompletableFuture.failedFuture(
          new AcknowledgeException(true, "Renew acknowledge is not enabled for the group."));
    }
    return part.acknowledge(owner, batches.all());
  }
}
