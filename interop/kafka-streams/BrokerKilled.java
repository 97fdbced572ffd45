import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The broker is killed in the middle of the application's work and started again by whoever reads
 * the lines of this program: each says {@code kill}. Every word is counted exactly once.
 */
public final class BrokerKilled {
  private static final int KILLS = 3;
  private static final int LINES = 1000;

  public static void main(String[] arguments) throws Exception {
    Words words = new Words("broker-killed-" + UUID.randomUUID());
    try (Admin admin = Admin.create(Words.properties(Map.of()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(words.in(), 3, (short) 1), new NewTopic(words.out(), 1, (short) 1)))
          .all()
          .get();
    }
    KafkaStreams streams = words.start(arguments[0], Words.SOON);
    for (int life = 0; life < KILLS; life++) {
      int first = life * LINES;
      words.produce(first, first + LINES / 2);
      words.awaitSome(first + 1);
      System.out.println("kill");
      words.produce(first + LINES / 2, first + LINES);
    }
    words.awaitCounts(KILLS * LINES);
    Words.check(streams.state().isRunningOrRebalancing(), "the application is " + streams.state());
    Words.check(streams.close(Duration.ofSeconds(30)), "the application does not end");
    System.exit(0);
  }
}
