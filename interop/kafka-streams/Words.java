import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/** An application that counts words exactly once, what it reads, and what it must have written. */
final class Words {
  /** What a killed process or broker held is given up soon. */
  static final Map<String, ?> SOON =
      Map.of("producer.transaction.timeout.ms", "3000", "session.timeout.ms", "6000");

  private final String id;

  Words(String id) {
    this.id = id;
  }

  String group() {
    return id;
  }

  String in() {
    return id + "-in";
  }

  String out() {
    return id + "-out";
  }

  static Properties properties(Map<String, ?> more) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", System.getenv("BROKER"));
    properties.putAll(more);
    return properties;
  }

  KafkaStreams start(String directory, Map<String, ?> more) {
    StreamsBuilder builder = new StreamsBuilder();
    builder
        .<String, String>stream(in())
        .flatMapValues(line -> Arrays.asList(line.split(" ")))
        .groupBy((key, word) -> word)
        .count(Materialized.as("counts"))
        .toStream()
        .to(out(), Produced.with(Serdes.String(), Serdes.Long()));
    Properties properties =
        properties(
            Map.of(
                "application.id", id,
                "group.protocol", System.getenv().getOrDefault("GROUP_PROTOCOL", "streams"),
                "processing.guarantee", "exactly_once_v2",
                "commit.interval.ms", "100",
                "num.stream.threads", "2",
                "state.dir", directory,
                "default.dsl.store", "in_memory",
                "default.key.serde", Serdes.StringSerde.class.getName(),
                "default.value.serde", Serdes.StringSerde.class.getName()));
    properties.putAll(more);
    KafkaStreams streams = new KafkaStreams(builder.build(), properties);
    streams.start();
    return streams;
  }

  void produce(int from, int to) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties(Map.of()), new StringSerializer(), new StringSerializer())) {
      for (int i = from; i < to; i++) {
        producer.send(new ProducerRecord<>(in(), "k" + i, "all w" + i % 10));
      }
    }
  }

  /** Waits until so many lines have been counted, or more. */
  void awaitSome(int lines) {
    read(lines, counts -> counts.getOrDefault("all", 0L) >= lines);
  }

  /** Waits until all words have been counted; each must have been so often, and never more. */
  void awaitCounts(int lines) {
    Map<String, Long> counts = read(lines, now -> sum(now) >= 2L * lines);
    check(counts.get("all") == lines, "" + counts);
    for (int i = 0; i < 10; i++) {
      check(counts.get("w" + i) == lines / 10, "" + counts);
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Long> read(int lines, Predicate<Map<String, Long>> done) {
    Map<String, Long> counts = new HashMap<>();
    Map<String, ?> more =
        Map.of(
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "group.id",
            "check-" + UUID.randomUUID());
    try (KafkaConsumer<String, Long> consumer =
        new KafkaConsumer<>(properties(more), new StringDeserializer(), new LongDeserializer())) {
      consumer.subscribe(List.of(out()));
      await(
          () -> {
            for (ConsumerRecord<String, Long> record : consumer.poll(Duration.ofMillis(200))) {
              long before = counts.getOrDefault(record.key(), 0L);
              check(
                  record.value() > before, record.key() + ": " + record.value() + " after " + before);
              counts.put(record.key(), record.value());
            }
            return done.test(counts);
          },
          () -> "counts of " + lines + " lines: " + counts);
    }
    return counts;
  }

  static void await(BooleanSupplier condition, Supplier<String> text) {
    long end = System.currentTimeMillis() + 90_000;
    while (!condition.getAsBoolean()) {
      check(System.currentTimeMillis() < end, text.get());
    }
  }

  static void check(boolean right, String text) {
    if (!right) {
      throw new AssertionError(text);
    }
  }

  /**
   * Runs the application until somebody kills it.
   *
   * @param arguments its id and its directory
   */
  public static void main(String[] arguments) throws Exception {
    new Words(arguments[0]).start(arguments[1], SOON);
    new CountDownLatch(1).await();
  }
}
