package io.motet.broker.queue;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An encoding of headers and expiration that is easy to write, for tests only. */
public final class TestFormat implements MessageFormat {
  public static final TestFormat INSTANCE = new TestFormat();

  @Override
  public byte id() {
    return 99;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  public MessageProperties decode(ByteBuf source, int index, int length) {
    if (length == 0) {
      return MessageProperties.NONE;
    }
    byte[] bytes = new byte[length];
    source.getBytes(index, bytes);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      String expiration = (String) in.readObject();
      Map<String, Object> headers = (Map<String, Object>) in.readObject();
      return MessageProperties.NONE.withHeaders(headers).withExpirationMillis(expiration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void encode(MessageProperties properties, ByteBuf out) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(properties.expirationMillis());
      objects.writeObject(
          properties.headers() == null ? null : new LinkedHashMap<>(properties.headers()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.writeBytes(bytes.toByteArray());
  }
}
