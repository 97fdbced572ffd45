package io.motet.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.kafka.message.ApiKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every generated message against Kafka's own class for it, filled by chance, in all versions. */
class GeneratedMessagesTest {
  private static final int ROUNDS = 3;

  private final Random random = new Random(4711);

  @ParameterizedTest
  @EnumSource(ApiKey.class)
  void kafkaReadsWhatWeWriteAndWritesWhatWeRead(ApiKey key) throws Exception {
    ApiMessageType kafka = ApiMessageType.fromApiKey(key.id);
    Class<?> response = Class.forName("io.motet.kafka.message." + key.title + "Response");
    for (short version = kafka.lowestSupportedVersion(); version <= key.newest; version++) {
      for (int round = 0; round < ROUNDS; round++) {
        check(key.newRequest(), kafka.newRequest(), version);
        check((Message) response.getConstructor().newInstance(), kafka.newResponse(), version);
      }
    }
  }

  /** Versions that Kafka's newest classes do not have any more: there and back. */
  @ParameterizedTest
  @EnumSource(ApiKey.class)
  void everyVersionComesBackAsItWas(ApiKey key) throws Exception {
    for (short version = key.oldest; version <= key.newest; version++) {
      Message message = key.newRequest();
      fill(message);
      byte[] bytes = write(message, version);
      Message read = key.newRequest();
      MessageReader in = new MessageReader(Unpooled.wrappedBuffer(bytes));
      read.read(in, version);
      assertThat(in.remaining()).isZero();
      assertThat(write(read, version)).isEqualTo(bytes);
    }
  }

  /** A message that ends too early is an error, and no other, at every length. */
  @ParameterizedTest
  @EnumSource(ApiKey.class)
  void aMessageThatIsCutIsRefused(ApiKey key) throws Exception {
    Message message = key.newRequest();
    fill(message);
    byte[] bytes = write(message, key.newest);
    for (int length = 0; length < bytes.length; length++) {
      MessageReader in = new MessageReader(Unpooled.wrappedBuffer(bytes, 0, length));
      assertThatThrownBy(() -> key.newRequest().read(in, key.newest))
          .isInstanceOf(DecodeException.class);
    }
  }

  /** Bytes turned at random are read or refused, and nothing else. */
  @ParameterizedTest
  @EnumSource(ApiKey.class)
  void damagedMessagesAreReadOrRefused(ApiKey key) throws Exception {
    for (int round = 0; round < 200; round++) {
      Message message = key.newRequest();
      fill(message);
      byte[] bytes = write(message, key.newest);
      for (int i = 0; i < 4 && bytes.length > 0; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        key.newRequest().read(new MessageReader(Unpooled.wrappedBuffer(bytes)), key.newest);
      } catch (DecodeException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }

  private void check(Message ours, ApiMessage theirs, short version) throws Exception {
    fill(ours);
    byte[] bytes = write(ours, version);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    theirs.read(new ByteBufferAccessor(buffer), version);
    String what = theirs.getClass().getSimpleName() + " " + version;
    assertThat(buffer.remaining()).as(what).isZero();
    ObjectSerializationCache cache = new ObjectSerializationCache();
    ByteBuffer written = ByteBuffer.allocate(theirs.size(cache, version));
    theirs.write(new ByteBufferAccessor(written), cache, version);
    assertThat(written.array()).as(what).isEqualTo(bytes);
    Message read = ours.getClass().getConstructor().newInstance();
    read.read(new MessageReader(Unpooled.wrappedBuffer(bytes)), version);
    assertThat(write(read, version)).as(what).isEqualTo(bytes);
  }

  /** As a connection sends it, in one piece. */
  private static byte[] write(Message message, short version) {
    ByteBuf head = Unpooled.buffer();
    MessageWriter writer = new MessageWriter(head);
    message.write(writer, version);
    CompositeByteBuf all = Unpooled.compositeBuffer(64);
    for (MessageWriter.Insertion insertion : writer.insertions()) {
      all.addComponent(true, head.readRetainedSlice(insertion.index() - head.readerIndex()));
      all.addComponent(true, ((BufferRecords) insertion.records()).buffer().retainedSlice());
    }
    all.addComponent(true, head);
    return ByteBufUtil.getBytes(all);
  }

  private void fill(Message message) throws ReflectiveOperationException {
    for (Field field : message.getClass().getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.set(message, value(field));
      }
    }
  }

  private Object value(Field field) throws ReflectiveOperationException {
    if (field.getType() == List.class) {
      ParameterizedType type = (ParameterizedType) field.getGenericType();
      List<Object> values = new ArrayList<>();
      for (int count = random.nextInt(3); count > 0; count--) {
        values.add(value((Class<?>) type.getActualTypeArguments()[0]));
      }
      return values;
    }
    return value(field.getType());
  }

  private Object value(Class<?> type) throws ReflectiveOperationException {
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == byte.class || type == Byte.class) {
      return (byte) random.nextInt();
    } else if (type == short.class || type == Short.class) {
      return (short) random.nextInt();
    } else if (type == int.class || type == Integer.class) {
      // Some are unsigned and 16 bits wide.
      return random.nextInt(65_536);
    } else if (type == long.class || type == Long.class) {
      return random.nextLong() >>> 33;
    } else if (type == double.class) {
      return random.nextDouble();
    } else if (type == String.class) {
      return "text-" + random.nextInt(1_000_000);
    } else if (type == UUID.class) {
      return new UUID(random.nextLong(), random.nextLong());
    } else if (type == byte[].class) {
      return bytes();
    } else if (type == int[].class) {
      return random.ints(random.nextInt(4)).toArray();
    } else if (type == RecordData.class) {
      return new BufferRecords(Unpooled.wrappedBuffer(bytes()));
    }
    Message struct = (Message) type.getConstructor().newInstance();
    fill(struct);
    return struct;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }
}
