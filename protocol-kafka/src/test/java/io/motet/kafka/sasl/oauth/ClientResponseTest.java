package io.motet.kafka.sasl.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientResponseTest {
  private static ClientResponse parse(String readable) {
    return ClientResponse.parse(readable.replace('|', '\u0001').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theTokenIsFound() {
    assertThat(parse("n,,|auth=Bearer a.b-c_d||")).isEqualTo(new ClientResponse("", "a.b-c_d"));
    assertThat(parse("n,,|traceId=1 2|auth=bearer  t|more=x=y||").token()).isEqualTo("t");
  }

  @Test
  void aNameIsDecoded() {
    assertThat(parse("n,a=bob,|auth=Bearer t||").authorizationId()).isEqualTo("bob");
    assertThat(parse("n,a=b=2Co=3Db,|auth=Bearer t||").authorizationId()).isEqualTo("b,o=b");
  }

  @Test
  void theTokenIsNotShown() {
    assertThat(parse("n,a=bob,|auth=Bearer secret||").toString())
        .contains("bob")
        .doesNotContain("secret");
  }

  @Test
  void aMessageThatIsTooLongIsNotLookedAt() {
    String head = "n,,|auth=Bearer ";
    int room = ClientResponse.MAX_SIZE_BYTES - head.length() - 2;
    assertThat(parse(head + "t".repeat(room) + "||")).isNotNull();
    assertThat(parse(head + "t".repeat(room + 1) + "||")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,",
        "n,,",
        "n,,|",
        "n,,||",
        "n,,|auth=Bearer t|",
        "n,,|auth=Bearer t",
        "n,,auth=Bearer t||",
        "y,,|auth=Bearer t||",
        "p=tls,,|auth=Bearer t||",
        "n,bob,|auth=Bearer t||",
        "n,a=,|auth=Bearer t||",
        "n,a=b=c,|auth=Bearer t||",
        "n,a=b,c,|auth=Bearer t||",
        "n,,|auth=Basic t||",
        "n,,|auth=Bearer||",
        "n,,|auth=Bearer ||",
        "n,,|auth=Bearer t t||",
        "n,,|auth=Bearer t|auth=Bearer u||",
        "n,,|other=Bearer t||",
        "n,,|auth=Bearer t|=x||",
        "n,,|auth=Bearer t|k1=x||",
        "n,,|auth=Bearer t|||",
        "n,,|auth=Bearer t\u00e9||"
      })
  void whatIsMalformedIsRefused(String message) {
    assertThat(parse(message)).isNull();
  }
}
