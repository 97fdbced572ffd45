package io.motet.gearman.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.message.MessageProperties;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GearmanMessageFormatTest {
  private static final GearmanMessageFormat FORMAT = GearmanMessageFormat.INSTANCE;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JobProperties job(byte[] unique, String replyTo, long delayMillis) {
    return new JobProperties(
        17, "H:x:17", JobPriority.HIGH, unique, bytes("red"), 99, delayMillis, 3, replyTo);
  }

  private static ByteBuf encode(JobProperties job) {
    ByteBuf out = Unpooled.buffer();
    JobPropertiesCodec.encode(job, out);
    return out;
  }

  @Test
  void aJobIsAMessageToOthers() {
    ByteBuf encoded = encode(job(bytes("u"), "reply.1", 5));
    MessageProperties properties = FORMAT.decode(encoded, 0, encoded.readableBytes());
    assertThat(properties.correlationId()).isEqualTo("H:x:17");
    assertThat(properties.messageId()).isEqualTo("H:x:17");
    assertThat(properties.replyTo()).isEqualTo("reply.1");
    assertThat(properties.priority()).isEqualTo(2);
    assertThat(properties.deliveryMode()).isEqualTo(1);
    assertThat(properties.headers())
        .containsEntry("x-gearman-unique", "u")
        .containsEntry("x-gearman-reducer", "red")
        .containsEntry("x-gearman-epoch", 99L)
        .containsEntry("x-gearman-retries", 3)
        .containsEntry("x-delay", 5L);
  }

  @Test
  void aJobStaysOneWhenItsDelayIsOver() {
    ByteBuf encoded = encode(job(bytes("u"), null, 5));
    MessageProperties properties = FORMAT.decode(encoded, 0, encoded.readableBytes());
    Map<String, Object> headers = new LinkedHashMap<>(properties.headers());
    headers.put("x-delay", -5L);
    ByteBuf again = Unpooled.buffer();
    FORMAT.encode(properties.withHeaders(headers), again);
    assertThat(JobPropertiesCodec.isJob(again, 0, again.readableBytes())).isTrue();
    assertThat(JobPropertiesCodec.decode(again, 0, again.readableBytes()).delayMillis()).isZero();
    assertThat(JobPropertiesCodec.number(again, 0)).isEqualTo(17);
  }

  @Test
  void aUniqueThatIsNoTextComesThroughAnyWay() {
    byte[] unique = {(byte) 0xff, 0x01};
    ByteBuf encoded = encode(job(unique, null, 5));
    MessageProperties properties = FORMAT.decode(encoded, 0, encoded.readableBytes());
    ByteBuf again = Unpooled.buffer();
    FORMAT.encode(properties, again);
    MessageProperties read = FORMAT.decode(again, 0, again.readableBytes());
    assertThat(JobHeaders.jobOf(read).unique()).isEqualTo(unique);
  }

  @Test
  void anythingCanBeEncoded() {
    MessageProperties all =
        new MessageProperties(
            "text/plain",
            "gzip",
            Map.of("h", 1, "x-gearman-number", 4L),
            2,
            7,
            "c",
            "r",
            "1000",
            "m",
            Instant.ofEpochSecond(12),
            "t",
            "u",
            "a",
            "k");
    ByteBuf out = Unpooled.buffer();
    FORMAT.encode(all, out);
    assertThat(FORMAT.decode(out, 0, out.readableBytes())).isEqualTo(all);
    out.clear();
    FORMAT.encode(MessageProperties.NONE, out);
    assertThat(FORMAT.decode(out, 0, out.readableBytes())).isEqualTo(MessageProperties.NONE);
  }

  @Test
  void whatIsCutIsRefused() {
    ByteBuf encoded = encode(job(bytes("u"), "reply", 0));
    for (int length = 0; length < encoded.readableBytes(); length++) {
      int cut = length;
      assertThatThrownBy(() -> FORMAT.decode(encoded, 0, cut))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void handlesAreReadBackAndOthersAreNot() {
    JobHandles handles = new JobHandles("H:x");
    for (long number : new long[] {1, 9, 10, 123456789012L}) {
      ByteBuf text = Unpooled.wrappedBuffer(handles.bytes(number));
      assertThat(handles.number(text, 0, text.readableBytes())).isEqualTo(number);
      assertThat(handles.number(handles.text(number))).isEqualTo(number);
    }
    for (String other : new String[] {"", "H:x:", "H:y:1", "H:x:1a", "H:x:1234567890123456789"}) {
      ByteBuf text = Unpooled.wrappedBuffer(bytes(other));
      assertThat(handles.number(text, 0, text.readableBytes())).isEqualTo(JobHandles.NONE);
      assertThat(handles.number(other)).isEqualTo(JobHandles.NONE);
    }
    ByteBuf ended = Unpooled.wrappedBuffer(bytes("H:x:7\0"));
    assertThat(handles.number(ended, 0, 6)).isEqualTo(7);
  }
}
