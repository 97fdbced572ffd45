package io.motet.benchmarks.micro;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.AmqpMessageFormat;
import io.motet.amqp.codec.FrameDecoder;
import io.motet.amqp.codec.FrameListener;
import io.motet.amqp.codec.FrameWriter;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.socket.ByteOutput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cutting publishes into frames, and writing deliveries; 100-byte bodies. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class CodecBenchmark {
  private static final int MESSAGES = 256;
  private static final int BODY_BYTES = 100;

  private final ByteBuf published = publishes();
  private final ByteBuf out = Unpooled.directBuffer(1 << 20);
  private final Counting counting = new Counting();
  private final FrameDecoder decoder =
      new FrameDecoder(counting, PooledByteBufAllocator.DEFAULT, 131072);
  private final FrameWriter writer = new FrameWriter(new Output(out));
  private final Utf8 tag = Utf8.of("consumer-1");
  private final Message message = message();

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long decodePublish() {
    published.readerIndex(0);
    decoder.decode(published);
    return counting.frames;
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int encodeDeliver() {
    out.clear();
    for (int i = 0; i < MESSAGES; i++) {
      writer.deliver(1, tag, i, false, message, null);
    }
    return out.writerIndex();
  }

  private static ByteBuf publishes() {
    ByteBuf bytes = Unpooled.directBuffer();
    for (int i = 0; i < MESSAGES; i++) {
      int method = begin(bytes, 1);
      bytes.writeShort(60).writeShort(40).writeShort(0).writeByte(0);
      bytes.writeByte(5).writeBytes(new byte[] {'q', 'u', 'e', 'u', 'e'}).writeByte(0);
      end(bytes, method);
      int header = begin(bytes, 2);
      bytes.writeShort(60).writeShort(0).writeLong(BODY_BYTES).writeShort(0x1000).writeByte(1);
      end(bytes, header);
      int body = begin(bytes, 3);
      bytes.writeZero(BODY_BYTES);
      end(bytes, body);
    }
    return bytes;
  }

  private static int begin(ByteBuf bytes, int type) {
    bytes.writeByte(type).writeShort(1).writeInt(0);
    return bytes.writerIndex();
  }

  private static void end(ByteBuf bytes, int start) {
    bytes.setInt(start - 4, bytes.writerIndex() - start);
    bytes.writeByte(0xCE);
  }

  private static Message message() {
    ByteBuf content = Unpooled.directBuffer();
    content.writeShort(0x1000).writeByte(1).writeZero(BODY_BYTES);
    return new Message(
        Utf8.EMPTY,
        Utf8.of("queue"),
        AmqpMessageFormat.INSTANCE,
        content,
        0,
        3,
        BODY_BYTES,
        false,
        0,
        -1,
        0);
  }

  private record Output(ByteBuf out) implements ByteOutput {
    @Override
    public ByteBuf room(int sizeBytes) {
      return out.ensureWritable(sizeBytes);
    }

    @Override
    public void append(ByteBuf bytes) {
      bytes.release();
    }
  }

  private static final class Counting implements FrameListener {
    private long frames;

    @Override
    public void frame(int type, int channel, ByteBuf source, int index, int length) {
      frames += type;
    }

    @Override
    public void body(int channel, ByteBuf source, int index, int length, boolean frameEnds) {
      frames += length;
    }

    @Override
    public void broken(AmqpException error, int channel) {
      throw error;
    }
  }
}
