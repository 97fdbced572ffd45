package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames in an order that no client library sends. */
@Timeout(60)
final class FrameSequenceTest {
  private interface Sequence {
    void send(RawClient client) throws Exception;
  }

  private static void assertCloses(String text, Sequence sequence) throws Exception {
    try (RawClient client = RawClient.openChannel(TestServer.port())) {
      sequence.send(client);
      assertThat(client.closeText()).isEqualTo(text);
    }
  }

  @Test
  void headerWithoutPublish() throws Exception {
    assertCloses(
        "505 UNEXPECTED_FRAME - expected method frame, got non method frame instead",
        client -> client.header(1));
  }

  @Test
  void bodyWithoutPublish() throws Exception {
    assertCloses(
        "505 UNEXPECTED_FRAME - expected method frame, got non method frame instead",
        client -> client.body("x"));
  }

  @Test
  void bodyInPlaceOfHeader() throws Exception {
    assertCloses(
        "505 UNEXPECTED_FRAME - expected content header for class 60, got non content header frame"
            + " instead",
        client -> client.publish("", "q").body("x"));
  }

  @Test
  void methodInPlaceOfHeader() throws Exception {
    assertCloses(
        "505 UNEXPECTED_FRAME - expected content header for class 60, got non content header frame"
            + " instead",
        client -> client.publish("", "q").method(85, 10));
  }

  @Test
  void methodInTheMiddleOfContent() throws Exception {
    assertCloses(
        "505 UNEXPECTED_FRAME - expected content body, got non content body frame instead",
        client -> client.publish("", "q").header(10).body("12345").ack(1, false));
  }

  @Test
  void headerOfAnotherClass() throws Exception {
    assertCloses(
        "505 UNEXPECTED_FRAME - expected content header for class 60, got one for class 50 instead",
        client -> client.publish("", "q").header(50, 0, 1));
  }

  @Test
  void methodsOnlyServersSend() throws Exception {
    assertCloses("503 COMMAND_INVALID - unimplemented method", RawClient::declareOk);
  }

  @Test
  void secondOpenOfAChannel() throws Exception {
    assertCloses("504 CHANNEL_ERROR - second 'channel.open' seen", RawClient::secondOpen);
  }

  @Test
  void unknownDeliveryTagOfEveryKind() throws Exception {
    assertCloses(
        "406 PRECONDITION_FAILED - unknown delivery tag 7", client -> client.ack(7, false));
    assertCloses("406 PRECONDITION_FAILED - unknown delivery tag 7", client -> client.ack(7, true));
    assertCloses(
        "406 PRECONDITION_FAILED - unknown delivery tag 0", client -> client.ack(0, false));
  }
}
