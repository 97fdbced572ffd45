package io.motet.zmtp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void aKeyIsTheLongestBeginningThatIsText() {
    assertThat(TopicKey.of(bytes("weather.zürich"))).isEqualTo(Utf8.of("weather.zürich"));
    assertThat(TopicKey.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo(Utf8.of("a"));
    assertThat(TopicKey.of(bytes("ü".repeat(128))).length()).isEqualTo(254);
    assertThat(TopicKey.of(bytes("x".repeat(256))).length()).isEqualTo(255);
    assertThat(TopicKey.of(new byte[0]).length()).isZero();
  }

  /** Compared with Java's decoder, and: a beginning's key is the beginning of the key. */
  @Test
  void keysOfRandomTopics() {
    Random random = new Random(3);
    int[] alphabet = {
      'a', 0, 0x7f, 0x80, 0xbf, 0xc1, 0xc3, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xa0
    };
    for (int i = 0; i < 20_000; i++) {
      byte[] topic = new byte[random.nextInt(8)];
      for (int j = 0; j < topic.length; j++) {
        topic[j] = (byte) alphabet[random.nextInt(alphabet.length)];
      }
      int length = TopicKey.of(topic).length();
      assertThat(isText(Arrays.copyOf(topic, length))).isTrue();
      for (int longer = length + 1; longer <= topic.length; longer++) {
        assertThat(isText(Arrays.copyOf(topic, longer))).isFalse();
      }
      byte[] beginning = Arrays.copyOf(topic, random.nextInt(topic.length + 1));
      assertThat(TopicKey.of(topic).toString()).startsWith(TopicKey.of(beginning).toString());
    }
  }

  private static Topics.Change add(Topics topics, byte[] topic) {
    return topics.add(topic, TopicKey.of(topic));
  }

  private static Topics.Change remove(Topics topics, byte[] topic) {
    return topics.remove(topic, TopicKey.of(topic));
  }

  @Test
  void twoSubscriptionsTakeTwoCancels() {
    Topics topics = new Topics();
    assertThat(add(topics, bytes("a"))).isEqualTo(Topics.Change.BIND);
    assertThat(add(topics, bytes("a"))).isEqualTo(Topics.Change.NONE);
    assertThat(topics.count()).isEqualTo(2);
    assertThat(remove(topics, bytes("a"))).isEqualTo(Topics.Change.NONE);
    assertThat(remove(topics, bytes("a"))).isEqualTo(Topics.Change.UNBIND);
    assertThat(remove(topics, bytes("a"))).isEqualTo(Topics.Change.NONE);
    assertThat(topics.count()).isZero();
  }

  @Test
  void topicsWithOneKeyShareABinding() {
    Topics topics = new Topics();
    byte[] one = {'a', (byte) 0xff, 1};
    byte[] two = {'a', (byte) 0xff, 2};
    assertThat(add(topics, one)).isEqualTo(Topics.Change.BIND);
    assertThat(add(topics, two)).isEqualTo(Topics.Change.NONE);
    assertThat(topics.inexact()).isTrue();
    assertThat(topics.match(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 2, 9}))).isTrue();
    assertThat(topics.match(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 3}))).isFalse();
    assertThat(remove(topics, one)).isEqualTo(Topics.Change.NONE);
    assertThat(remove(topics, two)).isEqualTo(Topics.Change.UNBIND);
    assertThat(topics.inexact()).isFalse();
  }
}
