package io.motet.kafka.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who a connection belongs to, and what is kept for as long as it lives. On its shard only. */
public final class ClientSession {
  private final long connectionId;
  private final Map<Class<?>, Object> attachments = new HashMap<>();
  private final List<Runnable> closing = new ArrayList<>(0);
  private final String host;
  private volatile String user;
  private volatile String principal;
  private volatile String mechanism;
  private volatile long expiresAtMillis = Long.MAX_VALUE;

  /**
   * @param connectionId unique over the life of the process
   * @param host the client's address
   * @param user whose permissions count; null as long as nobody has logged in
   */
  public ClientSession(long connectionId, String host, String user) {
    this.connectionId = connectionId;
    this.host = host;
    become(user);
  }

  private void become(String name) {
    user = name;
    principal = "User:" + (name == null ? "ANONYMOUS" : name);
  }

  /** Unique over the life of the process. */
  public long connectionId() {
    return connectionId;
  }

  /** Whose permissions count; null as long as nobody has logged in. */
  public String user() {
    return user;
  }

  /** Whether the user has said who it is, and proved it. */
  public boolean isLoggedIn() {
    return mechanism != null;
  }

  /** What was attached under the type, or null. */
  public <T> T attachment(Class<T> type) {
    return type.cast(attachments.get(type));
  }

  /** Keeps state of a request's handler as long as the connection lives; null removes it. */
  public <T> void attach(Class<T> type, T value) {
    attachments.put(type, value);
  }

  /** Runs the task when the connection has ended, on its shard. */
  public void whenClosed(Runnable task) {
    closing.add(task);
  }

  /** The connection has ended. */
  public void closed() {
    closing.forEach(Runnable::run);
    closing.clear();
  }

  /** The client's address. */
  public String host() {
    return host;
  }

  /** The user as rules name it, for example {@code User:alice}. */
  public String principal() {
    return principal;
  }

  /** The client has logged in, by that mechanism. */
  public void authenticated(String name, String byMechanism) {
    become(name);
    mechanism = byMechanism;
  }

  /** How the client has logged in; null as long as it has not. */
  public String mechanism() {
    return mechanism;
  }

  /** From then on the client must have logged in again. */
  public void expiresAt(long millis) {
    expiresAtMillis = millis;
  }

  /** Whether the login holds no more. */
  public boolean isExpired(long nowMillis) {
    return nowMillis >= expiresAtMillis;
  }
}
