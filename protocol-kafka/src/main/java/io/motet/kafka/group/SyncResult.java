package io.motet.kafka.group;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.wire.Defaults;

/** What a member is to read, as the leader has written it; never compared. */
@SuppressWarnings("ArrayRecordComponent")
public record SyncResult(
    ErrorCode error, String protocolType, String protocolName, byte[] assignment) {
  /** It is refused. */
  public static SyncResult failed(ErrorCode error) {
    return new SyncResult(error, null, null, Defaults.NO_BYTES);
  }
}
