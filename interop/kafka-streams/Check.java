import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/** Counts words exactly once, with the group protocol of its own that Streams has. */
public class Check {
  private static final int PARTITIONS = 3;
  private static final String ID = "words-" + UUID.randomUUID();
  private static final String IN = ID + "-in";
  private static final String OUT = ID + "-out";

  private static Properties properties(Map<String, ?> more) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", System.getenv("BROKER"));
    properties.putAll(more);
    return properties;
  }

  private static KafkaStreams start(String directory) {
    StreamsBuilder builder = new StreamsBuilder();
    builder
        .<String, String>stream(IN)
        .flatMapValues(line -> Arrays.asList(line.split(" ")))
        .groupBy((key, word) -> word)
        .count(Materialized.as("counts"))
        .toStream()
        .to(OUT, Produced.with(Serdes.String(), Serdes.Long()));
    Properties properties =
        properties(
            Map.of(
                "application.id", ID,
                "group.protocol", System.getenv().getOrDefault("GROUP_PROTOCOL", "streams"),
                "processing.guarantee", "exactly_once_v2",
                "commit.interval.ms", "100",
                "num.stream.threads", "2",
                "state.dir", directory,
                "default.dsl.store", "in_memory",
                "default.key.serde", Serdes.StringSerde.class.getName(),
                "default.value.serde", Serdes.StringSerde.class.getName()));
    KafkaStreams streams = new KafkaStreams(builder.build(), properties);
    streams.start();
    return streams;
  }

  private static void produce(int from, int to) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties(Map.of()), new StringSerializer(), new StringSerializer())) {
      for (int i = from; i < to; i++) {
        producer.send(new ProducerRecord<>(IN, "k" + i, "all w" + i % 10));
      }
    }
  }

  /** Waits until every word has been counted so often, and never more. */
  private static void awaitCounts(int lines) {
    Map<String, Long> counts = new HashMap<>();
    Map<String, ?> more = Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest",
        "group.id", "check-" + UUID.randomUUID());
    try (KafkaConsumer<String, Long> consumer =
        new KafkaConsumer<>(properties(more), new StringDeserializer(), new LongDeserializer())) {
      consumer.subscribe(List.of(OUT));
      await(
          () -> {
            for (ConsumerRecord<String, Long> record : consumer.poll(Duration.ofMillis(200))) {
              long before = counts.getOrDefault(record.key(), 0L);
              check(record.value() > before, record.key() + ": " + record.value() + " after " + before);
              counts.put(record.key(), record.value());
            }
            return counts.getOrDefault("all", 0L) == lines
                && counts.getOrDefault("w9", 0L) == lines / 10;
          },
          () -> "counts of " + lines + " lines: " + counts);
      check(counts.values().stream().mapToLong(Long::longValue).sum() == 2L * lines, "" + counts);
    }
  }

  private static void await(BooleanSupplier condition, java.util.function.Supplier<String> text) {
    long end = System.currentTimeMillis() + 90_000;
    while (!condition.getAsBoolean()) {
      check(System.currentTimeMillis() < end, text.get());
    }
  }

  private static void check(boolean right, String text) {
    if (!right) {
      throw new AssertionError(text);
    }
  }

  private static int members(Admin admin) {
    try {
      StreamsGroupDescription group =
          admin.describeStreamsGroups(List.of(ID)).all().get().get(ID);
      long tasks =
          group.members().stream()
              .flatMap(member -> member.assignment().activeTasks().stream())
              .mapToLong(task -> task.partitions().size())
              .sum();
      return group.groupState() == GroupState.STABLE && tasks == 2 * PARTITIONS
          ? group.members().size()
          : -1;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public static void main(String[] arguments) throws Exception {
    boolean own = !"classic".equals(System.getenv("GROUP_PROTOCOL"));
    List<KafkaStreams> running = new ArrayList<>();
    try (Admin admin = Admin.create(properties(Map.of()))) {
      admin
          .createTopics(
              List.of(new NewTopic(IN, PARTITIONS, (short) 1), new NewTopic(OUT, 1, (short) 1)))
          .all()
          .get();
      running.add(start(arguments[0] + "/one"));
      produce(0, 100);
      awaitCounts(100);
      running.add(start(arguments[0] + "/two"));
      if (own) {
        await(() -> members(admin) == 4, () -> "two processes with two threads each");
      }
      produce(100, 200);
      awaitCounts(200);
      running.remove(0).close(Duration.ofSeconds(30));
      if (own) {
        await(() -> members(admin) == 2, () -> "one process is left");
      }
      produce(200, 300);
      awaitCounts(300);
      check(
          admin.listTopics().names().get().contains(ID + "-counts-changelog"),
          "there is a changelog");
    } finally {
      running.forEach(streams -> streams.close(Duration.ofSeconds(30)));
    }
    System.exit(0);
  }
}
