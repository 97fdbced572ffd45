package io.motet.amqp.support;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionRegistry;
import io.motet.broker.memory.Alarms;
import io.motet.broker.memory.Alarms.Alarm;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.support.SteppedShard;
import io.motet.broker.user.User;
import io.motet.broker.user.Users;
import io.motet.broker.vhost.VirtualHost;
import io.motet.broker.vhost.VirtualHosts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A core with one virtual host {@code /}, a user guest/guest who may enter it, and another, {@code
 * remote}, who may log in only from afar. {@code closed} is entered by nobody.
 */
public final class FakeBroker {
  public final SteppedShard shard = new SteppedShard();
  public final List<ClientConnection> opened = new ArrayList<>();
  public final List<ClientConnection> closed = new ArrayList<>();
  public final List<Object> channelsOpened = new ArrayList<>();
  public final List<Object> channelsClosed = new ArrayList<>();
  public final Set<Alarm> alarms = EnumSet.noneOf(Alarm.class);
  public CompletableFuture<User> pendingLogin;

  private final AtomicLong ids = new AtomicLong();

  public FrontEndContext context() {
    return Stub.of(FrontEndContext.class)
        .returning("shardOf", shard)
        .returning("nodeName", "motet@test")
        .returning("clusterName", "motet@test")
        .returning("connections", registry())
        .returning("users", users())
        .returning("virtualHosts", virtualHosts())
        .returning("alarms", Stub.of(Alarms.class).on("active", none -> Set.copyOf(alarms)).build())
        .build();
  }

  private ConnectionRegistry registry() {
    return Stub.of(ConnectionRegistry.class)
        .on("nextId", none -> ids.incrementAndGet())
        .on("opened", connection -> opened.add((ClientConnection) connection[0]))
        .on("closed", connection -> close((ClientConnection) connection[0]))
        .on("channelOpened", channel -> channelsOpened.add(channel[0]))
        .on("channelClosed", channel -> channelsClosed.add(channel[0]))
        .build();
  }

  private CompletableFuture<Void> close(ClientConnection connection) {
    closed.add(connection);
    return CompletableFuture.completedFuture(null);
  }

  private Users users() {
    return Stub.of(Users.class)
        .on("authenticate", login -> login((String) login[0], (byte[]) login[1]))
        .on("mayConnectFrom", who -> !who[0].equals("remote"))
        .on("mayAccess", where -> !where[1].equals("closed"))
        .build();
  }

  private CompletableFuture<User> login(String name, byte[] password) {
    if (pendingLogin != null) {
      return pendingLogin;
    }
    boolean right =
        (name.equals("guest") || name.equals("remote"))
            && new String(password, StandardCharsets.UTF_8).equals("guest");
    return CompletableFuture.completedFuture(
        right ? new User(name, List.of(), "", "rabbit_password_hashing_sha256") : null);
  }

  private static VirtualHosts virtualHosts() {
    return Stub.of(VirtualHosts.class)
        .on("get", name -> name[0].equals("nope") ? null : virtualHost((String) name[0]))
        .build();
  }

  private static VirtualHost virtualHost(String name) {
    return Stub.of(VirtualHost.class)
        .returning("name", name)
        .returning("connectionLimit", -1L)
        .build();
  }
}
