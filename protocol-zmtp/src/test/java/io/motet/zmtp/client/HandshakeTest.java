package io.motet.zmtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.zmtp.support.TestBroker;
import io.motet.zmtp.support.WirePeer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first bytes of a connection, octet by octet. */
class HandshakeTest {
  private final TestBroker broker = new TestBroker();

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void signatureAndVersionComeWithoutBeingAsked() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (WirePeer peer = new WirePeer(broker.port())) {
        assertThat(peer.read(11)).containsExactly(0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3);
        peer.send(Arrays.copyOf(WirePeer.greeting(1, "NULL"), 10));
        peer.send(Arrays.copyOfRange(WirePeer.greeting(1, "NULL"), 10, 64));
        assertThat(peer.read(53)[0]).isEqualTo((byte) 1);
        peer.sendCommand("READY", WirePeer.property("Socket-Type", "REQ"));
        WirePeer.Frame ready = peer.readFrame();
        assertThat(ready.isCommand()).isTrue();
        assertThat(ready.text())
            .isEqualTo(
                "\5READY"
                    + latin1(WirePeer.property("Socket-Type", "ROUTER"))
                    + latin1(WirePeer.property("Identity", "")));
      }
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
