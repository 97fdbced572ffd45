package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.rabbitmq.client.GetResponse;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Properties that RabbitMQ's channel crashes on: they must not reach a queue, where they would fail
 * whoever meets them.
 */
final class HostileContentTest extends ConformanceTest {
  @BeforeEach
  void ofMotet() {
    assumeFalse(TestServer.external());
  }

  private void assertRefused(String text, int... properties) throws Exception {
    String queue = declareQueue();
    try (RawClient client = RawClient.openChannel(TestServer.port())) {
      client.publish("", queue).properties(octets(properties));
      assertThat(client.closeText()).isEqualTo(text);
    }
    assertThat(ready(queue)).isZero();
  }

  private static byte[] octets(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void headersOfNoKnownType() throws Exception {
    assertRefused(
        "502 SYNTAX_ERROR - malformed field table: unknown field type 63",
        0x20,
        0,
        0,
        0,
        0,
        3,
        1,
        'a',
        '?');
  }

  @Test
  void headersThatRunOverTheirEnd() throws Exception {
    assertRefused(
        "502 SYNTAX_ERROR - malformed field table: field runs over the end of its table",
        0x20,
        0,
        0,
        0,
        0,
        4,
        1,
        'a',
        'I',
        1);
  }

  @Test
  void propertiesThatNobodyDefined() throws Exception {
    assertRefused("501 FRAME_ERROR - unknown property flags 1", 0, 1);
  }

  /** Written again with more bytes than it came in, it would not fit any more. */
  @Test
  void textThatIsNotTextCanBeDeadLettered() throws Exception {
    String dead = declareQueue();
    String queue =
        declareQueue(Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", dead));
    byte[] noText = new byte[255];
    Arrays.fill(noText, (byte) 0xFF);
    ByteArrayOutputStream properties = new ByteArrayOutputStream();
    properties.writeBytes(octets(0x80, 0, 255));
    properties.writeBytes(noText);
    try (RawClient client = RawClient.openChannel(TestServer.port())) {
      client.publish("", queue).properties(properties.toByteArray());
      awaitReady(queue, 1);
    }
    GetResponse got = channel.basicGet(queue, false);
    channel.basicReject(got.getEnvelope().getDeliveryTag(), false);
    awaitReady(dead, 1);
    assertThat(channel.basicGet(dead, true).getProps().getContentType()).isEqualTo("?".repeat(255));
  }
}
