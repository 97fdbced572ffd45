import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tools of one release: a walk through a topic's life, then what else there is. */
public final class Check {
  private static final String TOPICS = "org.apache.kafka.tools.TopicCommand|kafka.admin.TopicCommand";
  private static final String PRODUCER =
      "org.apache.kafka.tools.ConsoleProducer|kafka.tools.ConsoleProducer";
  private static final String CONSUMER =
      "org.apache.kafka.tools.consumer.ConsoleConsumer|kafka.tools.ConsoleConsumer";
  private static final String GROUPS =
      "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand|kafka.admin.ConsumerGroupCommand";
  private static final String OFFSETS =
      "org.apache.kafka.tools.GetOffsetShell|kafka.tools.GetOffsetShell";
  private static final String CONSUMER_PERF =
      "org.apache.kafka.tools.ConsumerPerformance|kafka.tools.ConsumerPerformance";
  private static final String LOG_DIRS =
      "org.apache.kafka.tools.LogDirsCommand|kafka.admin.LogDirsCommand";
  private static final String API_VERSIONS =
      "org.apache.kafka.tools.BrokerApiVersionsCommand|kafka.admin.BrokerApiVersionsCommand";
  private static final String CLUSTER = "org.apache.kafka.tools.ClusterTool|kafka.tools.ClusterTool";
  private static final String DELETE_RECORDS =
      "org.apache.kafka.tools.DeleteRecordsCommand|kafka.admin.DeleteRecordsCommand";
  private static final String ELECTION =
      "org.apache.kafka.tools.LeaderElectionCommand|kafka.admin.LeaderElectionCommand";
  private static final String CONFIGS = "kafka.admin.ConfigCommand";
  private static final String PRODUCER_PERF = "org.apache.kafka.tools.ProducerPerformance";
  private static final String TRANSACTIONS = "org.apache.kafka.tools.TransactionsCommand";
  private static final String ALL_GROUPS = "org.apache.kafka.tools.GroupsCommand";

  private final String broker = System.getenv("BROKER");
  private final Tools tools = new Tools();
  private final double release;
  private final String topic;
  private final String group;

  private Check(String version) throws Exception {
    String[] parts = version.split("\\.");
    this.release = Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) / 100.0;
    this.topic = "tools-" + version + "-" + System.nanoTime();
    this.group = "g-" + topic;
  }

  /** From 2.2 on topics are made without ZooKeeper. */
  private boolean isModern() {
    return release >= 2.02;
  }

  private String brokers() {
    return release >= 2.05 ? "--bootstrap-server" : "--broker-list";
  }

  private static void check(boolean right, String expected, String text) {
    if (!right) {
      throw new AssertionError("expected " + expected + " in\n" + text);
    }
  }

  private static void expectText(String expected, String text) {
    check(text.contains(expected), "'" + expected + "'", text);
  }

  /** A line whose words begin with these, and perhaps others before. */
  private static void expectRow(String text, Object... words) {
    StringBuilder row = new StringBuilder();
    for (Object word : words) {
      row.append(row.length() == 0 ? "" : "\\s+").append(Pattern.quote(word.toString()));
    }
    boolean found = Pattern.compile("(^|\\s)" + row + "(\\s|$)", Pattern.MULTILINE).matcher(text).find();
    check(found, "the row " + Arrays.toString(words), text);
  }

  private String succeeding(Tools.Run run, String tool) {
    check(run.exitCode() == 0, tool + " to succeed, not " + run.exitCode(), run.text());
    return run.text();
  }

  private String run(String tool, String... arguments) throws Exception {
    return succeeding(tools.run(tool, "", arguments), tool);
  }

  /** With the broker's address before the arguments. */
  private String ask(String tool, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--bootstrap-server", broker));
    all.addAll(List.of(arguments));
    return run(tool, all.toArray(new String[0]));
  }

  /** Create, list, produce two lines, consume them, show and move the group's offsets. */
  private void walkThrough() throws Exception {
    if (isModern()) {
      expectText(
          "Created topic " + topic + ".", ask(TOPICS, "--create", "--topic", topic));
      expectRow(ask(TOPICS, "--list"), topic);
    }
    succeeding(
        tools.run(PRODUCER, "first\nsecond\n", brokers(), broker, "--topic", topic), PRODUCER);
    String consumed =
        ask(
            CONSUMER,
            "--topic",
            topic,
            "--from-beginning",
            "--max-messages",
            "2",
            "--timeout-ms",
            "30000",
            "--consumer-property",
            "group.id=" + group);
    expectText("first\nsecond\n", consumed);
    expectRow(ask(GROUPS, "--list"), group);
    if (release >= 0.11) {
      expectRow(ask(GROUPS, "--describe", "--group", group), topic, 0, 2, 2, 0);
      String reset =
          ask(
              GROUPS,
              "--reset-offsets",
              "--to-offset",
              "1",
              "--execute",
              "--group",
              group,
              "--topic",
              topic);
      expectRow(reset, topic, 0, 1);
      expectRow(ask(GROUPS, "--describe", "--group", group), topic, 0, 1, 2, 1);
    }
  }

  private void offsets() throws Exception {
    String option = release >= 3 ? "--bootstrap-server" : "--broker-list";
    expectRow(run(OFFSETS, option, broker, "--topic", topic, "--time", "-1"), topic + ":0:2");
    expectRow(run(OFFSETS, option, broker, "--topic", topic, "--time", "-2"), topic + ":0:0");
  }

  private void performance() throws Exception {
    String produced =
        run(
            PRODUCER_PERF,
            "--topic",
            topic,
            "--num-records",
            "2000",
            "--record-size",
            "100",
            "--throughput",
            "-1",
            "--producer-props",
            "bootstrap.servers=" + broker,
            "acks=all");
    expectText("2000 records sent", produced);
    List<String> arguments = new ArrayList<>(List.of(brokers(), broker, "--topic", topic));
    arguments.addAll(List.of("--messages", "2002"));
    if (release < 2) {
      arguments.add("--new-consumer");
    }
    expectText(", 2002, ", run(CONSUMER_PERF, arguments.toArray(new String[0])));
  }

  private void verifiable() throws Exception {
    String other = topic + "-verifiable";
    String produced =
        succeeding(
            tools.runAlone(
                "org.apache.kafka.tools.VerifiableProducer",
                "",
                brokers(),
                broker,
                "--topic",
                other,
                "--max-messages",
                "5"),
            "VerifiableProducer");
    expectText("\"sent\":5", produced);
    expectText("\"acked\":5", produced);
    // Old releases of it do not end at the number of messages.
    String consumed =
        tools
            .runUntil(
                "offsets_committed",
                "org.apache.kafka.tools.VerifiableConsumer",
                brokers(),
                broker,
                "--topic",
                other,
                "--group-id",
                group + "-verifiable",
                "--reset-policy",
                "earliest")
            .text();
    expectText("\"minOffset\":0,\"maxOffset\":4", consumed);
    expectText("\"name\":\"shutdown_complete\"", consumed);
  }

  private void apiVersions() throws Exception {
    String text = ask(API_VERSIONS);
    Matcher produce = Pattern.compile("Produce\\(0\\): 0 to (\\d+) \\[usable: (\\d+)]").matcher(text);
    check(produce.find(), "versions of Produce", text);
    check(Integer.parseInt(produce.group(1)) >= 13, "Produce to 13", text);
  }

  private void administration() throws Exception {
    ask(TOPICS, "--alter", "--topic", topic, "--partitions", "3");
    expectText("PartitionCount: 3", ask(TOPICS, "--describe", "--topic", topic));
    ask(
        CONFIGS,
        "--entity-type",
        "topics",
        "--entity-name",
        topic,
        "--alter",
        "--add-config",
        "retention.ms=600000");
    expectText(
        "retention.ms=600000",
        ask(CONFIGS, "--entity-type", "topics", "--entity-name", topic, "--describe"));
    expectText(
        "\"partition\":\"" + topic + "-0\"",
        ask(LOG_DIRS, "--describe", "--topic-list", topic));
    expectText(
        "log.retention.ms",
        ask(CONFIGS, "--entity-type", "brokers", "--entity-name", "1", "--describe", "--all"));
    ask(ELECTION, "--election-type", "preferred", "--topic", topic, "--partition", "0");
    expectText("Cluster ID: ", run(CLUSTER, "cluster-id", "--bootstrap-server", broker));
    Path file = Files.createTempFile("records", ".json");
    Files.writeString(
        file,
        "{\"version\":1,\"partitions\":[{\"topic\":\""
            + topic
            + "\",\"partition\":0,\"offset\":1}]}");
    expectText("low_watermark: 1", ask(DELETE_RECORDS, "--offset-json-file", file.toString()));
    Files.delete(file);
    expectRow(
        ask(GROUPS, "--delete-offsets", "--group", group, "--topic", topic), topic, 0, "Successful");
    if (Tools.has(TRANSACTIONS)) {
      expectText("TransactionalId", ask(TRANSACTIONS, "list"));
      expectText(
          "ProducerEpoch",
          ask(TRANSACTIONS, "describe-producers", "--topic", topic, "--partition", "0"));
      ask(TRANSACTIONS, "find-hanging", "--broker-id", "1");
    }
    if (Tools.has(ALL_GROUPS)) {
      expectRow(ask(ALL_GROUPS, "--list"), group + "-verifiable", "Classic", "consumer");
    }
  }

  private void end() throws Exception {
    expectText("was successful", ask(GROUPS, "--delete", "--group", group + "-verifiable"));
    ask(TOPICS, "--delete", "--topic", topic);
    String left = ask(TOPICS, "--list");
    check(!left.contains(topic + "\n"), "no " + topic, left);
  }

  public static void main(String[] arguments) throws Exception {
    Check check = new Check(arguments[0]);
    check.walkThrough();
    check.offsets();
    check.performance();
    check.verifiable();
    check.apiVersions();
    if (check.isModern()) {
      check.administration();
      check.end();
    }
    System.exit(0);
  }
}
