package io.motet.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodCodecTest {
  private static final int ROUNDS = 50;

  static Stream<Class<?>> methods() {
    return Arrays.stream(Method.class.getPermittedSubclasses())
        .flatMap(group -> Arrays.stream(group.getPermittedSubclasses()));
  }

  private static ByteBuf encode(Method method) {
    ByteBuf fields = Unpooled.buffer();
    method.encode(new ArgumentWriter().to(fields));
    return fields;
  }

  private static Method decode(int classId, int methodId, ByteBuf fields, int length) {
    return Method.decode(
        classId, methodId, new ArgumentReader().over(fields, fields.readerIndex(), length));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void comesBackAsItWas(Class<?> type) throws ReflectiveOperationException {
    Random random = new Random(type.getName().hashCode());
    for (int i = 0; i < ROUNDS; i++) {
      Method method = randomMethod(type, random);
      ByteBuf fields = encode(method);

      assertThat(decode(method.classId(), method.methodId(), fields, fields.readableBytes()))
          .isEqualTo(method);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void isRefusedWhenCutShortAnywhere(Class<?> type) throws ReflectiveOperationException {
    Method method = randomMethod(type, new Random(1));
    ByteBuf fields = encode(method);
    for (int length = 0; length < fields.readableBytes(); length++) {
      int cut = length;
      assertThatThrownBy(() -> decode(method.classId(), method.methodId(), fields, cut))
          .isInstanceOf(AmqpException.class);
    }
  }

  @Test
  void knowsAllMethodsOfTheProtocol() {
    assertThat(methods()).hasSize(66);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10, connection.start",
    "10, 71, connection.update_secret_ok",
    "20, 41, channel.close_ok",
    "30, 10, access.request",
    "40, 51, exchange.unbind_ok",
    "50, 10, queue.declare",
    "60, 100, basic.recover_async",
    "60, 120, basic.nack",
    "85, 11, confirm.select_ok",
    "90, 31, tx.rollback_ok",
    "60, 7, 60.7",
    "0, 0, none"
  })
  void namesMethods(int classId, int methodId, String name) {
    assertThat(MethodNames.of(classId, methodId)).isEqualTo(name);
  }

  @Test
  void writesWhatTheSpecificationSays() {
    ByteBuf fields =
        encode(new QueueMethod.Declare("q", true, false, true, false, true, Map.of("a", 1)));

    assertThat(fields)
        .isEqualTo(
            Unpooled.wrappedBuffer(
                new byte[] {0, 0, 1, 'q', 0b10101, 0, 0, 0, 7, 1, 'a', 'I', 0, 0, 0, 1}));
  }

  private static Method randomMethod(Class<?> type, Random random)
      throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = randomValue(components[i], random);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return (Method) constructor.newInstance(values);
  }

  private static Object randomValue(RecordComponent component, Random random) {
    Class<?> type = component.getType();
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type == int.class) {
      return random.nextInt(component.getName().startsWith("version") ? 256 : 65536);
    }
    if (type == long.class) {
      return component.getName().equals("deliveryTag")
          ? random.nextLong()
          : random.nextInt() & 0xFFFFFFFFL;
    }
    if (type == String.class) {
      return "ü".repeat(random.nextInt(128));
    }
    if (type == LongString.class) {
      byte[] bytes = new byte[random.nextInt(1000)];
      random.nextBytes(bytes);
      return LongString.of(bytes);
    }
    return new HashMap<>(RandomTables.table(random, 2));
  }
}
