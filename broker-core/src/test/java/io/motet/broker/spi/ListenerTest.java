package io.motet.broker.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ListenerTest {
  @Test
  void allAddressesAreWrittenShort() throws Exception {
    assertThat(address(new byte[16])).isEqualTo("::");
    assertThat(address(new byte[4])).isEqualTo("0.0.0.0");
  }

  @Test
  void oneAddressIsWrittenAsItIs() throws Exception {
    assertThat(address(new byte[] {127, 0, 0, 1})).isEqualTo("127.0.0.1");
  }

  private static String address(byte[] bytes) throws Exception {
    InetSocketAddress local = new InetSocketAddress(InetAddress.getByAddress(bytes), 5672);
    Listener listener = Listener.bound("amqp", local);
    assertThat(listener.protocol()).isEqualTo("amqp");
    assertThat(listener.port()).isEqualTo(5672);
    return listener.address();
  }
}
