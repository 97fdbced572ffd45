import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The broker is killed in the middle of the application's work and started again by whoever reads
 * the lines of this program: each says {@code kill}. Every word is counted exactly once. Where the
 * broker deals out the tasks, the members stay who they are.
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
    Set<String> members = Set.of();
    for (int life = 0; life < KILLS; life++) {
      int first = life * LINES;
      words.produce(first, first + LINES / 2);
      words.awaitSome(first + 1);
      members = life == 0 ? members(words) : members;
      System.out.println("kill");
      words.produce(first + LINES / 2, first + LINES);
    }
    words.awaitCounts(KILLS * LINES);
    Words.check(members(words).equals(members), members(words) + " were " + members);
    Words.check(streams.state().isRunningOrRebalancing(), "the application is " + streams.state());
    Words.check(streams.close(Duration.ofSeconds(30)), "the application does not end");
    System.exit(0);
  }

  private static Set<String> members(Words words) throws Exception {
    Set<String> ids = new TreeSet<>();
    if (System.getenv("GROUP_PROTOCOL").equals("streams")) {
      try (Admin admin = Admin.create(Words.properties(Map.of()))) {
        StreamsGroupDescription group =
            admin.describeStreamsGroups(List.of(words.group())).all().get().get(words.group());
        group.members().forEach(member -> ids.add(member.memberId()));
      }
      Words.check(ids.size() == 2, "members " + ids);
    }
    return ids;
  }
}
