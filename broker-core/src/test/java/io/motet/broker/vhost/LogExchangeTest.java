package io.motet.broker.vhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.exchange.Exchange;
import io.motet.broker.logging.LogExchange;
import io.motet.broker.queue.TestFormat;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.Traffic.Arrivals;
import org.junit.jupiter.api.Test;

class LogExchangeTest {
  @Test
  void linesGoToWhoIsBound() throws Exception {
    try (MemoryBroker broker = new MemoryBroker("log.exchange", "true")) {
      FrontEndContext context = broker.broker().context();
      Shard shard = context.shards().get(0);
      LogExchange log =
          new LogExchange(
              broker.host(),
              shard,
              context.contentAllocator(shard),
              TestFormat.INSTANCE,
              context.nodeName());
      broker.queue("errors");
      log.publish("error", "before anybody listens");
      broker.bind(LogExchange.NAME, "errors", "error");
      Arrivals arrivals = new Traffic(broker).arrivals("errors");
      log.publish("info", "all is well");
      log.publish("error", "nothing is well");
      assertThat(arrivals.next()).isEqualTo("nothing is well");
    }
  }

  @Test
  void exchangeIsThereOnlyWhenSwitchedOn() {
    try (MemoryBroker broker = new MemoryBroker("log.exchange", "true")) {
      Exchange exchange = broker.host().exchange(LogExchange.NAME);
      assertThat(exchange.internal()).isTrue();
      assertThat(exchange.type()).isEqualTo("topic");
    }
    try (MemoryBroker broker = new MemoryBroker()) {
      assertThat(broker.host().exchange(LogExchange.NAME)).isNull();
      assertThat(broker.broker().logExchange()).isEmpty();
    }
  }
}
