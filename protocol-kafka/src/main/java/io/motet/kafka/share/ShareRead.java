package io.motet.kafka.share;

import io.motet.kafka.share.state.Stretch;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Records for a member.
 *
 * @param records whole batches, which may have others besides; owned by the receiver
 * @param acquired those of them that are the member's now; empty when there was nothing
 */
record ShareRead(ByteBuf records, List<Stretch> acquired) {
  boolean isEmpty() {
    return acquired.isEmpty();
  }

  long count() {
    return acquired.stream().mapToLong(Stretch::count).sum();
  }
}
