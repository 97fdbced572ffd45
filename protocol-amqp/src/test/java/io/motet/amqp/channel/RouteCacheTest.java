package io.motet.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.amqp.connection.ChannelContext;
import io.motet.amqp.support.Stub;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.user.Access;
import io.motet.broker.user.Users;
import io.motet.broker.vhost.VirtualHost;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RouteCacheTest {
  private int asked;
  private boolean allowed = true;
  private long topology = 1;
  private final RouteCache cache = cache();

  private RouteCache cache() {
    Exchange exchange =
        Stub.of(Exchange.class).returning("type", "direct").returning("internal", false).build();
    VirtualHost virtualHost =
        Stub.of(VirtualHost.class)
            .returning("name", "/")
            .returning("exchange", exchange)
            .on("topologyVersion", none -> topology)
            .build();
    Users users =
        Stub.of(Users.class)
            .on(
                "may",
                what -> {
                  asked++;
                  return allowed && what[2] == Access.WRITE;
                })
            .build();
    ChannelContext context =
        Stub.of(ChannelContext.class)
            .returning("broker", Stub.of(FrontEndContext.class).returning("users", users).build())
            .returning("user", "ann")
            .returning("virtualHost", virtualHost)
            .build();
    return new RouteCache(virtualHost, new ChannelAccess(context));
  }

  private CachedRoute find(String exchange, String key, long nowMillis) {
    ByteBuf names = Unpooled.copiedBuffer(exchange + key, StandardCharsets.UTF_8);
    return cache.find(names, 0, exchange.length(), exchange.length(), key.length(), nowMillis);
  }

  @Test
  void growsNoFurtherThanItsLimit() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(find("x", "key" + i, 0).routingKey()).hasToString("key" + i);
    }
    assertThat(cache.capacity()).isEqualTo(RouteCache.MAX_CAPACITY);
  }

  @Test
  void asksAgainAfterASecondAndWhenTheTopologyChanges() {
    CachedRoute first = find("x", "k", 0);
    assertThat(find("x", "k", RouteCache.PERMISSION_AGE_MILLIS - 1)).isSameAs(first);
    assertThat(asked).isEqualTo(1);
    find("x", "k", RouteCache.PERMISSION_AGE_MILLIS);
    assertThat(asked).isEqualTo(2);
    topology++;
    find("x", "k", RouteCache.PERMISSION_AGE_MILLIS);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void doesNotBelieveARefusalForLong() {
    allowed = false;
    CachedRoute refused = find("x", "k", 0);
    assertThatThrownBy(refused::check)
        .hasMessage("write access to exchange 'x' in vhost '/' refused for user 'ann'");
    allowed = true;
    find("x", "k", 0).check();
  }

  @Test
  void tellsNamesApartWhereOneEndsAndTheOtherBegins() {
    assertThat(find("ab", "c", 0).exchangeName()).hasToString("ab");
    assertThat(find("a", "bc", 0).exchangeName()).hasToString("a");
  }
}
