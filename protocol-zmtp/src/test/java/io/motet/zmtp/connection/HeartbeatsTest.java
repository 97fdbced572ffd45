package io.motet.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.support.SteppedShard;
import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.ZmtpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private final SteppedShard shard = new SteppedShard();
  private final List<String> sent = new ArrayList<>();
  private long received;
  private boolean reading = true;
  private boolean dead;

  private Heartbeats heartbeats(long intervalMillis, long timeoutMillis) {
    return new Heartbeats(
        shard,
        new Recorder(),
        () -> received,
        () -> reading,
        intervalMillis,
        timeoutMillis,
        () -> dead = true);
  }

  private final class Recorder implements FrameOutput {
    @Override
    public void frame(boolean more, byte[] body) {}

    @Override
    public void frame(boolean more, ByteBuf source, int index, int length) {}

    @Override
    public void command(byte[] name, byte[] data) {
      sent.add(new String(name, StandardCharsets.US_ASCII) + data.length);
    }

    @Override
    public long frames() {
      return 0;
    }
  }

  private static Command ping(int... data) {
    ByteBuf bytes = Unpooled.buffer();
    bytes.writeByte(4).writeCharSequence("PING", StandardCharsets.US_ASCII);
    for (int octet : data) {
      bytes.writeByte(octet);
    }
    return new Command().over(bytes, 0, bytes.readableBytes());
  }

  @Test
  void aSilentPeerIsPingedThenDead() {
    Heartbeats heartbeats = heartbeats(1000, 300);
    heartbeats.start();
    shard.advance(999);
    assertThat(sent).isEmpty();
    shard.advance(1);
    assertThat(sent).containsExactly("PING2");
    shard.advance(299);
    assertThat(dead).isFalse();
    shard.advance(1);
    assertThat(dead).isTrue();
  }

  @Test
  void anyByteIsASignOfLife() {
    Heartbeats heartbeats = heartbeats(1000, 300);
    heartbeats.start();
    shard.advance(1000);
    received++;
    shard.advance(300);
    assertThat(dead).isFalse();
    shard.advance(1000);
    assertThat(sent).hasSize(2);
  }

  @Test
  void silenceThatWeCauseDoesNotCount() {
    Heartbeats heartbeats = heartbeats(1000, 300);
    reading = false;
    heartbeats.start();
    shard.advance(10_000);
    assertThat(sent).isEmpty();
    assertThat(dead).isFalse();
  }

  @Test
  void thePeersOwnTimeCounts() {
    Heartbeats heartbeats = heartbeats(0, 300);
    heartbeats.start();
    heartbeats.ping(ping(0, 5, 'c'));
    assertThat(sent).containsExactly("PONG1");
    shard.advance(499);
    assertThat(dead).isFalse();
    received++;
    shard.advance(500);
    assertThat(dead).isFalse();
    shard.advance(500);
    assertThat(dead).isTrue();
  }

  @Test
  void nothingIsLeftWhenStopped() {
    Heartbeats heartbeats = heartbeats(1000, 300);
    heartbeats.start();
    heartbeats.ping(ping(0, 5));
    heartbeats.stop();
    assertThat(shard.pendingTimers()).isZero();
  }

  @Test
  void malformedPingsAreRefused() {
    Heartbeats heartbeats = heartbeats(0, 300);
    assertThatThrownBy(() -> heartbeats.ping(ping(1))).isInstanceOf(ZmtpException.class);
    assertThatThrownBy(() -> heartbeats.ping(ping(new int[19]))).isInstanceOf(ZmtpException.class);
    heartbeats.ping(ping(new int[18]));
    assertThat(sent).containsExactly("PONG16");
  }
}
