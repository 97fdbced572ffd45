package io.motet.management.fake;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionCounters;
import io.motet.broker.shard.Shard;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.support.DirectShard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client's connection whose figures a test sets. */
public final class FakeConnection implements ClientConnection, ConnectionCounters {
  private final long id;
  private final String user;
  private final String virtualHost;
  private final List<FakeChannel> channels = new CopyOnWriteArrayList<>();

  public volatile long receivedBytes;
  public volatile String closedBecause;

  public FakeConnection(long id, String user, String virtualHost) {
    this.id = id;
    this.user = user;
    this.virtualHost = virtualHost;
  }

  public FakeChannel openChannel() {
    FakeChannel channel = new FakeChannel(this, channels.size() + 1, new MessageCounters());
    channels.add(channel);
    return channel;
  }

  public void closeChannel(FakeChannel channel) {
    channels.remove(channel);
  }

  /** A channel. */
  public record FakeChannel(FakeConnection connection, int number, MessageCounters counters)
      implements ClientChannel {
    @Override
    public int consumerCount() {
      return 1;
    }

    @Override
    public int unacknowledgedCount() {
      return 0;
    }

    @Override
    public int unconfirmedCount() {
      return 0;
    }

    @Override
    public int uncommittedCount() {
      return 0;
    }

    @Override
    public int uncommittedAckCount() {
      return 0;
    }

    @Override
    public int prefetch() {
      return 0;
    }

    @Override
    public int globalPrefetch() {
      return 0;
    }

    @Override
    public boolean confirms() {
      return false;
    }

    @Override
    public boolean transactional() {
      return false;
    }

    @Override
    public long idleSinceMillis() {
      return 0;
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String name() {
    return "127.0.0.1:" + peerPort() + " -> 127.0.0.1:5672";
  }

  @Override
  public Shard shard() {
    return new DirectShard();
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String virtualHost() {
    return virtualHost;
  }

  @Override
  public String protocol() {
    return "AMQP 0-9-1";
  }

  @Override
  public String peerHost() {
    return "127.0.0.1";
  }

  @Override
  public int peerPort() {
    return (int) (40_000 + id);
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return 5672;
  }

  @Override
  public boolean ssl() {
    return false;
  }

  @Override
  public String state() {
    return "running";
  }

  @Override
  public long connectedAtMillis() {
    return 1_795_359_014_578L;
  }

  @Override
  public Map<String, Object> clientProperties() {
    return Map.of(
        "connection_name",
        "tester",
        "product",
        "Fake",
        "version",
        "1",
        "platform",
        "JVM",
        "information",
        "none",
        "capabilities",
        Map.of(
            "authentication_failure_close", true,
            "basic.nack", true,
            "connection.blocked", true,
            "consumer_cancel_notify", true,
            "publisher_confirms", true));
  }

  @Override
  public Map<String, Object> details() {
    return Map.of(
        "auth_mechanism", "PLAIN", "frame_max", 131072, "channel_max", 2047, "timeout", 60);
  }

  @Override
  public ConnectionCounters counters() {
    return this;
  }

  @Override
  public List<FakeChannel> channels() {
    return channels;
  }

  @Override
  public void close(String reason) {
    closedBecause = reason;
  }

  @Override
  public long receivedBytes() {
    return receivedBytes;
  }

  @Override
  public long sentBytes() {
    return 0;
  }

  @Override
  public long receivedFrames() {
    return 0;
  }

  @Override
  public long sentFrames() {
    return 0;
  }

  @Override
  public long pendingSendBytes() {
    return 0;
  }
}
