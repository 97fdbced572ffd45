package io.motet.broker.tls;

import io.motet.broker.shard.Shard;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS set-up of a listener, made again when its files change: connections that are open keep
 * theirs. Files that cannot be used leave the old set-up in place, and the log says why.
 * Thread-safe; {@link #reloadIfChanged} reads files and must not run on an event loop.
 */
public final class ReloadableTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadableTls.class);

  private final TlsOptions options;
  private final int handshakeTimeoutMillis;
  private volatile SslContext current;
  private List<FileTime> loaded;
  private volatile Shard.Timer timer;
  private volatile boolean stopped;

  /**
   * @throws IllegalArgumentException when the files cannot be used, naming them
   */
  public ReloadableTls(TlsOptions options, int handshakeTimeoutMillis) {
    this.options = options;
    this.handshakeTimeoutMillis = handshakeTimeoutMillis;
    loaded = modified();
    current = TlsContexts.create(options);
  }

  /** A handler for a new connection. */
  public SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = current.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(handshakeTimeoutMillis);
    return handler;
  }

  /** Reads the files again when one of them is newer than what is in use. */
  public synchronized void reloadIfChanged() {
    List<FileTime> now = modified();
    if (now.equals(loaded)) {
      return;
    }
    loaded = now;
    try {
      current = TlsContexts.create(options);
      LOG.info("TLS certificates were reloaded: {}", options);
    } catch (IllegalArgumentException e) {
      LOG.error("TLS certificates changed but cannot be used, the old ones stay", e);
    }
  }

  /**
   * Looks at the files at intervals, on a thread of the common pool: a slow disk must not hold a
   * shard.
   *
   * @param shard its timer is used
   */
  public void watch(Shard shard, long intervalMillis) {
    if (!stopped) {
      timer =
          shard.schedule(
              intervalMillis,
              () ->
                  CompletableFuture.runAsync(this::reloadIfChanged)
                      .whenComplete((done, failure) -> watch(shard, intervalMillis)));
    }
  }

  /** Looks at the files no more. */
  @Override
  public void close() {
    stopped = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  private List<FileTime> modified() {
    return Arrays.asList(options.authorities(), options.certificate(), options.key()).stream()
        .filter(Objects::nonNull)
        .map(ReloadableTls::modified)
        .toList();
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
