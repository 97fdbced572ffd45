package io.motet.broker;

import io.motet.broker.logging.LogExchange;
import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.queue.Engine;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.queue.QueueRecovery;
import io.motet.broker.runtime.Shards;
import io.motet.broker.runtime.SystemEntropy;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.topic.LeaderEpoch;
import io.motet.broker.topic.RecordCompressions;
import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicDefaults;
import io.motet.broker.topic.TopicServices;
import io.motet.broker.topic.TopicSettings;
import io.motet.broker.vhost.VirtualHost;
import io.motet.storage.disk.Disk;
import io.motet.storage.disk.FileDisk;
import io.motet.storage.file.FileJournal;
import io.motet.storage.journal.Journal;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.log.PartitionLogs;
import io.motet.storage.memory.MemoryDisk;
import io.motet.storage.memory.MemoryJournal;
import io.motet.storage.runtime.SystemRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running broker with all front ends found on the class path. Several may run in one JVM: they
 * share nothing but the class path.
 */
public final class Broker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Broker.class);

  private static final String LOGS_FOLDER = "logs";

  private final BrokerSettings settings;
  private final FrontEnds frontEnds = FrontEnds.find();
  private final CompletableFuture<String> stopRequested = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What was opened, the last one first: closed in this order. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  private BrokerContext context;
  private LogExchange logExchange;

  private Broker(BrokerSettings settings) {
    this.settings = settings;
  }

  /**
   * Recovers the data, opens all listeners and returns when clients can connect.
   *
   * @throws IllegalArgumentException for a setting that is unknown or wrong
   * @throws IllegalStateException when the data directory is in use or cannot be read, or a
   *     listener cannot be opened
   */
  public static Broker start(BrokerSettings settings) {
    Broker broker = new Broker(settings);
    try {
      broker.open();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  /** All settings there are: the core's, the journal's and those of the front ends found. */
  public static List<SettingKey<?>> knownSettings() {
    return known(FrontEnds.find());
  }

  private static List<SettingKey<?>> known(FrontEnds frontEnds) {
    List<SettingKey<?>> known = new ArrayList<>(CoreSettings.all());
    known.addAll(frontEnds.settingKeys());
    return known;
  }

  private void open() {
    Settings values = settings.settings();
    values.check(known(frontEnds));
    JournalSettings journalSettings = CoreSettings.journal(values);

    Shards shards = Shards.create(values.get(CoreSettings.SHARDS), "motet-shard");
    opened.push(shards::close);

    MetadataStore store = new MetadataStore();
    QueueRecovery recovery = new QueueRecovery();
    Journal journal =
        openJournal(settings.dataDirectory(), journalSettings, new RecoveredState(store, recovery));
    // The journal must see the shards stopped when it is closed.
    opened.addLast(journal::close);

    AlarmBoard alarms = new AlarmBoard();
    MemoryBudget memory = new MemoryBudget(CoreSettings.memoryLimitBytes(values), alarms);
    MessageFormat[] formats = frontEnds.messageFormats();
    Engine engine =
        new Engine(
            shards.all(), journal, memory, alarms, id -> formats[id & 0xff], this::journalFailed);
    opened.addLast(engine::close);
    TopicServices topics = openTopics(store, values);
    Model model = new Model(values, store, engine, shards.all(), new SystemEntropy(), topics);
    recover(model, journal, recovery);
    journal.start(new DurableState(store, engine.directory()));
    model.createDefaults();
    LeaderEpoch.save(store, topics.logs().leaderEpoch());
    topics.logs().deleteOrphans();

    context =
        new BrokerContext(
            settings,
            frontEnds,
            formats,
            shards,
            journal,
            engine,
            memory,
            alarms,
            model,
            this::requestStop);
    logExchange = openLogExchange();
    opened.push(frontEnds::stop);
    frontEnds.start(context);
  }

  private LogExchange openLogExchange() {
    String name = Model.logVirtualHost(settings.settings());
    VirtualHost virtualHost = name == null ? null : context.virtualHosts().get(name);
    MessageFormat format = context.firstMessageFormat();
    if (virtualHost == null || format == null) {
      return null;
    }
    Shard shard = context.shards().get(0);
    return new LogExchange(
        virtualHost, shard, context.contentAllocator(shard), format, context.nodeName());
  }

  /** Where whoever runs the broker hands its log lines to, when {@code log.exchange} is on. */
  public Optional<LogExchange> logExchange() {
    return Optional.ofNullable(logExchange);
  }

  /** Logs are closed after the shards, which append to them. */
  private TopicServices openTopics(MetadataStore store, Settings values) {
    Path directory = settings.dataDirectory();
    TopicConfig defaults = TopicSettings.defaults(values);
    RecordCompressions compressions = RecordCompressions.find();
    try {
      Disk disk =
          directory == null ? new MemoryDisk() : new FileDisk(directory.resolve(LOGS_FOLDER));
      PartitionLogs logs =
          PartitionLogs.open(
              disk,
              new SystemRuntime(),
              CoreSettings.logs(values),
              compressions,
              LeaderEpoch.next(store));
      opened.addLast(logs::close);
      return new TopicServices(
          logs,
          new TopicDefaults(store, defaults),
          values.get(TopicSettings.MAX_PARTITIONS),
          compressions,
          values.get(TopicSettings.PRODUCER_EXPIRY));
    } catch (IOException e) {
      throw new IllegalStateException("cannot open the logs: " + e.getMessage(), e);
    }
  }

  private static Journal openJournal(
      Path dataDirectory, JournalSettings journalSettings, RecoveredState state) {
    if (dataDirectory == null) {
      return new MemoryJournal();
    }
    try {
      return FileJournal.open(dataDirectory, journalSettings, state);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static void recover(Model model, Journal journal, QueueRecovery recovery) {
    Map<Long, LocalQueue> queues = new HashMap<>();
    model.load(queue -> queues.put(queue.id(), queue));
    long messages = recovery.restore(journal, queues::get);
    if (!model.store().isEmpty()) {
      log.info("recovered {} durable queues with {} messages", queues.size(), messages);
    }
  }

  private void journalFailed(Throwable cause) {
    if (!stopRequested.isDone()) {
      log.error("the journal has failed: the broker must stop", cause);
      requestStop("the journal has failed: " + cause.getMessage());
    }
  }

  private void requestStop(String reason) {
    stopRequested.complete(reason);
  }

  /** The listeners that are open, with the ports really bound. */
  public List<Listener> listeners() {
    return frontEnds.listeners();
  }

  /**
   * The port of a listener by protocol name, for example {@code amqp} or {@code http}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public int port(String protocol) {
    for (Listener listener : listeners()) {
      if (listener.protocol().equals(protocol)) {
        return listener.port();
      }
    }
    throw new IllegalArgumentException("no listener for " + protocol + " among " + listeners());
  }

  /** For embedders that look inside. */
  public FrontEndContext context() {
    return context;
  }

  /** Completes with the reason when somebody asks the broker to stop, or its journal fails. */
  public CompletionStage<String> stopRequested() {
    return stopRequested.minimalCompletionStage();
  }

  /** Tells clients, writes everything, closes. Blocks; does nothing the second time. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    while (!opened.isEmpty()) {
      try {
        opened.pop().run();
      } catch (RuntimeException e) {
        log.warn("closing went wrong", e);
      }
    }
    if (context != null) {
      log.info("stopped");
    }
  }
}
