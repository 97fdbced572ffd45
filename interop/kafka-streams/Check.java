import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.streams.KafkaStreams;

/** Counts words exactly once, with the group protocol of its own that Streams has. */
public class Check {
  private static final int PARTITIONS = 3;
  private static final String ID = "words-" + UUID.randomUUID();
  private static final Words WORDS = new Words(ID);

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
    try (Admin admin = Admin.create(Words.properties(Map.of()))) {
      admin
          .createTopics(
              List.of(new NewTopic(WORDS.in(), PARTITIONS, (short) 1), new NewTopic(WORDS.out(), 1, (short) 1)))
          .all()
          .get();
      running.add(WORDS.start(arguments[0] + "/one", Map.of()));
      WORDS.produce(0, 100);
      WORDS.awaitCounts(100);
      running.add(WORDS.start(arguments[0] + "/two", Map.of()));
      if (own) {
        Words.await(() -> members(admin) == 4, () -> "two processes with two threads each");
      }
      WORDS.produce(100, 200);
      WORDS.awaitCounts(200);
      running.remove(0).close(Duration.ofSeconds(30));
      if (own) {
        Words.await(() -> members(admin) == 2, () -> "one process is left");
      }
      WORDS.produce(200, 300);
      WORDS.awaitCounts(300);
      Words.check(
          admin.listTopics().names().get().contains(ID + "-counts-changelog"),
          "there is a changelog");
    } finally {
      running.forEach(streams -> streams.close(Duration.ofSeconds(30)));
    }
    System.exit(0);
  }
}
