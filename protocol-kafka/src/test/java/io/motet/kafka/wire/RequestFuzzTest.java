package io.motet.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.motet.kafka.format.DownConversion;
import io.motet.kafka.format.FormatException;
import io.motet.kafka.format.UpConversion;
import io.motet.kafka.message.ApiKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Whatever comes as a request or as records: it is read, or refused with the one exception for
 * that. The test runs on its kept inputs only; with {@code JAZZER_FUZZ=1}, as one run of {@code mvn
 * verify} sets it, Jazzer makes up inputs for the time given here.
 */
class RequestFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void survivesAnything(FuzzedDataProvider data) {
    switch (data.consumeInt(0, 3)) {
      case 0 -> messages(data.consumeRemainingAsBytes());
      case 1 -> batches((byte) data.consumeInt(0, 1), data.consumeRemainingAsBytes());
      default -> request(data);
    }
  }

  private static void request(FuzzedDataProvider data) {
    ApiKey key = data.pickValue(ApiKey.values());
    short version = (short) data.consumeInt(key.oldest, key.newest);
    ByteBuf bytes = Unpooled.wrappedBuffer(data.consumeRemainingAsBytes());
    Message request = key.newRequest();
    try {
      request.read(new MessageReader(bytes), version);
    } catch (DecodeException refused) {
      return;
    } finally {
      assertThat(bytes.refCnt()).isEqualTo(1);
    }
    // Records are no part of what a writer writes itself.
    if (key != ApiKey.PRODUCE) {
      sameAgain(key, version, request);
    }
  }

  /** What was read can be written, and reads the same. */
  private static void sameAgain(ApiKey key, short version, Message request) {
    ByteBuf once = Unpooled.buffer();
    request.write(new MessageWriter(once), version);
    Message again = key.newRequest();
    again.read(new MessageReader(once.duplicate()), version);
    ByteBuf twice = Unpooled.buffer();
    again.write(new MessageWriter(twice), version);
    assertThat(twice).isEqualTo(once);
  }

  private static void messages(byte[] bytes) {
    try {
      UpConversion.batchOf(Unpooled.wrappedBuffer(bytes)).release();
    } catch (FormatException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  private static void batches(byte magic, byte[] bytes) {
    try {
      DownConversion.messagesOf(Unpooled.wrappedBuffer(bytes), magic).messages().release();
    } catch (FormatException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }
}
