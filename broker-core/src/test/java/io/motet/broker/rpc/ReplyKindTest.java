package io.motet.broker.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.MessageProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReplyKindTest {
  @ParameterizedTest
  @EnumSource(ReplyKind.class)
  void aHeaderNamesItsKind(ReplyKind kind) {
    assertThat(ReplyKind.of(with(kind.header()))).isEqualTo(kind);
  }

  @Test
  void aReplyThatDoesNotSayIsComplete() {
    assertThat(ReplyKind.of(MessageProperties.NONE)).isEqualTo(ReplyKind.COMPLETE);
    assertThat(ReplyKind.of(MessageProperties.NONE.withHeaders(Map.of())))
        .isEqualTo(ReplyKind.COMPLETE);
    assertThat(ReplyKind.of(with("what?"))).isEqualTo(ReplyKind.COMPLETE);
    assertThat(ReplyKind.of(with(1))).isEqualTo(ReplyKind.COMPLETE);
  }

  private static MessageProperties with(Object header) {
    return MessageProperties.NONE.withHeaders(Map.of(ReplyHeaders.KIND, header));
  }
}
