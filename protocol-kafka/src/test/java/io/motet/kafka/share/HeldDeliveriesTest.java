package io.motet.kafka.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.kafka.share.state.AcknowledgeException;
import io.motet.kafka.share.state.AcknowledgeType;
import io.motet.kafka.share.state.Acknowledgement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldDeliveriesTest {
  private final HeldDeliveries held = new HeldDeliveries();

  private record NamedDelivery(String name) implements Delivery {
    @Override
    public Queue queue() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Message message() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean redelivered() {
      return false;
    }

    @Override
    public int deliveryCount() {
      return 0;
    }

    @Override
    public void settle(Outcome outcome) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void threeOfOneAndOneOfTheOther() {
    held.add(new NamedDelivery("a"), "one", 100);
    held.add(new NamedDelivery("b"), "one", 100);
    held.add(new NamedDelivery("c"), "one", 200);
    held.add(new NamedDelivery("d"), "other", 300);
  }

  private static Acknowledgement say(long first, long last, AcknowledgeType... types) {
    return new Acknowledgement(first, last, List.of(types));
  }

  @Test
  void eachIsSettledOnce() throws AcknowledgeException {
    List<HeldDeliveries.Settled> settled =
        held.settle("one", List.of(say(0, 1, AcknowledgeType.ACCEPT, AcknowledgeType.RELEASE)), 0);
    assertThat(settled)
        .containsExactly(
            new HeldDeliveries.Settled(new NamedDelivery("a"), AcknowledgeType.ACCEPT),
            new HeldDeliveries.Settled(new NamedDelivery("b"), AcknowledgeType.RELEASE));
    assertThatThrownBy(() -> held.settle("one", List.of(say(1, 1, AcknowledgeType.ACCEPT)), 0))
        .isInstanceOf(AcknowledgeException.class);
  }

  @Test
  void whatIsWrongChangesNothing() throws AcknowledgeException {
    List<Acknowledgement> mixed =
        List.of(say(0, 2, AcknowledgeType.ACCEPT), say(3, 3, AcknowledgeType.ACCEPT));
    assertThatThrownBy(() -> held.settle("one", mixed, 0))
        .hasMessage("Member is not the owner of offset");
    assertThat(held.settle("one", List.of(say(0, 2, AcknowledgeType.REJECT)), 0)).hasSize(3);
  }

  @Test
  void aRangeBeyondAllIsNotWalkedThrough() {
    assertThatThrownBy(
            () ->
                held.settle("one", List.of(say(0, Long.MAX_VALUE - 1, AcknowledgeType.ACCEPT)), 0))
        .isInstanceOf(AcknowledgeException.class);
  }

  @Test
  void timeTakesThemAway() throws AcknowledgeException {
    assertThat(held.nextExpiryMillis()).isEqualTo(100);
    held.settle("one", List.of(say(1, 1, AcknowledgeType.RENEW)), 400);
    assertThat(held.expire(100)).containsExactly(new NamedDelivery("a"));
    assertThat(held.release("one")).containsExactly(new NamedDelivery("b"), new NamedDelivery("c"));
    assertThat(held.nextExpiryMillis()).isEqualTo(300);
    assertThat(held.clear()).containsExactly(new NamedDelivery("d"));
    assertThat(held.nextExpiryMillis()).isEqualTo(Long.MAX_VALUE);
    assertThat(held.nextOffset()).isEqualTo(4);
  }
}
