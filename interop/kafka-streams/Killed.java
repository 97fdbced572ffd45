import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The application is killed twice in the middle of its work; every word is counted exactly once. */
public final class Killed {
  private static final int LINES = 1000;

  private static Process start(String id, String directory) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "Words",
            id,
            directory)
        .inheritIO()
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    String id = "killed-" + UUID.randomUUID();
    Words words = new Words(id);
    try (Admin admin = Admin.create(Words.properties(Map.of()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(words.in(), 3, (short) 1), new NewTopic(words.out(), 1, (short) 1)))
          .all()
          .get();
    }
    for (int life = 0; life < 3; life++) {
      Process application = start(id, arguments[0]);
      try {
        if (life < 2) {
          // Some are counted; the others, it is counting when it is killed.
          words.produce(life * LINES, life * LINES + LINES / 2);
          words.awaitSome(life * LINES + 1);
          words.produce(life * LINES + LINES / 2, (life + 1) * LINES);
        } else {
          words.produce(life * LINES, (life + 1) * LINES);
          words.awaitCounts((life + 1) * LINES);
        }
      } finally {
        application.destroyForcibly().waitFor();
      }
    }
    System.exit(0);
  }
}
