package io.motet.kafka.share;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.message.ShareFetchResponse;
import io.motet.kafka.message.ShareFetchResponse.AcquiredRecords;
import io.motet.kafka.message.ShareFetchResponse.PartitionData;
import io.motet.kafka.message.ShareFetchResponse.ShareFetchableTopicResponse;
import io.motet.kafka.share.state.Stretch;
import io.motet.kafka.wire.BufferRecords;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Puts the answer to a fetch together. */
final class ShareFetchAnswer {
  private final ShareFetchResponse response = new ShareFetchResponse();
  private final Map<UUID, ShareFetchableTopicResponse> topics = new LinkedHashMap<>();
  private final Map<ShareKey, PartitionData> partitions = new LinkedHashMap<>();

  private ShareFetchAnswer() {}

  static ShareFetchResponse of(
      PendingShareFetch.Result found,
      Map<ShareKey, AckResult> settled,
      Map<ShareKey, ErrorCode> unreadable,
      int lockMillis) {
    ShareFetchAnswer answer = new ShareFetchAnswer();
    answer.response.acquisitionLockTimeoutMs = lockMillis;
    found.reads().forEach(answer::read);
    found.errors().forEach(answer::error);
    unreadable.forEach(answer::error);
    settled.forEach(
        (key, result) -> {
          PartitionData data = answer.partition(key);
          data.acknowledgeErrorCode = result.error().code();
          data.acknowledgeErrorMessage = result.text();
        });
    return answer.response;
  }

  private void read(ShareKey key, ShareRead read) {
    PartitionData data = partition(key);
    data.records = new BufferRecords(read.records());
    for (Stretch stretch : read.acquired()) {
      AcquiredRecords acquired = new AcquiredRecords();
      acquired.firstOffset = stretch.first();
      acquired.lastOffset = stretch.last();
      acquired.deliveryCount = (short) stretch.deliveryCount();
      data.acquiredRecords.add(acquired);
    }
  }

  private void error(ShareKey key, ErrorCode error) {
    PartitionData data = partition(key);
    data.errorCode = error.code();
    data.errorMessage = error.text();
  }

  private PartitionData partition(ShareKey key) {
    return partitions.computeIfAbsent(key, this::add);
  }

  private PartitionData add(ShareKey key) {
    PartitionData data = new PartitionData();
    data.partitionIndex = key.partition();
    data.records = new BufferRecords(Unpooled.EMPTY_BUFFER);
    ShareFetchableTopicResponse topic =
        topics.computeIfAbsent(
            key.topicId(),
            id -> {
              ShareFetchableTopicResponse made = new ShareFetchableTopicResponse();
              made.topicId = id;
              response.responses.add(made);
              return made;
            });
    topic.partitions.add(data);
    return data;
  }
}
