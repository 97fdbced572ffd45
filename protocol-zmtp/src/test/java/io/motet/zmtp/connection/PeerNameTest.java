package io.motet.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PeerNameTest {
  @Test
  void aNameSaysUpToThreeThings() {
    assertThat(PeerName.parse("alice")).isEqualTo(new PeerName("alice", null, null));
    assertThat(PeerName.parse("alice@prod")).isEqualTo(new PeerName("alice", "prod", null));
    assertThat(PeerName.parse("jobs/alice")).isEqualTo(new PeerName("alice", null, "jobs"));
    assertThat(PeerName.parse("jobs/alice@prod")).isEqualTo(new PeerName("alice", "prod", "jobs"));
    assertThat(PeerName.parse("alice@/")).isEqualTo(new PeerName("alice", "/", null));
    assertThat(PeerName.parse("jobs/alice@/")).isEqualTo(new PeerName("alice", "/", "jobs"));
    assertThat(PeerName.parse("a@b.org@prod")).isEqualTo(new PeerName("a@b.org", "prod", null));
    assertThat(PeerName.parse("/alice")).isEqualTo(new PeerName("/alice", null, null));
    assertThat(PeerName.parse("")).isEqualTo(new PeerName("", null, null));
  }

  private static String service(String identity) {
    return RoutingIds.service(identity.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRoutingIdMayNameAService() {
    assertThat(service("jobs/me")).isEqualTo("jobs");
    assertThat(service("jobs/")).isEqualTo("jobs");
    assertThat(service("jobs/a/b")).isEqualTo("jobs");
    assertThat(service("/me")).isNull();
    assertThat(service("me")).isNull();
    assertThat(service("")).isNull();
    assertThat(service("\0abc/")).isNull();
    assertThat(service("ab\1c/")).isNull();
  }
}
