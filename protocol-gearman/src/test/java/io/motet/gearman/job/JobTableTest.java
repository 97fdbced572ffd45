package io.motet.gearman.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.gearman.message.JobPriority;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobTableTest {
  private final JobTable table = new JobTable();
  private final Function function = new Function(bytes("f"));
  private final Function other = new Function(bytes("g"));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Job add(Function to, String unique, boolean background) {
    return table.add(to, bytes(unique), bytes(unique), JobPriority.NORMAL, background);
  }

  /** Counts what it is told. */
  private static final class Told implements ResultReceiver {
    private int failures;

    @Override
    public void data(Job job, int packetType, ByteBuf data, int index, int length) {}

    @Override
    public void status(Job job, byte[] numerator, byte[] denominator) {}

    @Override
    public void failed(Job job) {
      failures++;
    }
  }

  @Test
  void findsByNumberAndByKey() {
    Job first = add(function, "u", true);
    Job second = add(other, "u", true);
    assertThat(table.find(first.number())).isSameAs(first);
    assertThat(table.findSame(function, bytes("u"))).isSameAs(first);
    assertThat(table.findSame(other, bytes("u"))).isSameAs(second);
    assertThat(table.findUnique(bytes("u"))).isIn(first, second);
    assertThat(table.findUnique(bytes("v"))).isNull();
    assertThat(table.findUnique(bytes(""))).isNull();
    table.remove(first);
    assertThat(table.findSame(function, bytes("u"))).isNull();
    assertThat(table.findUnique(bytes("u"))).isSameAs(second);
  }

  /** gearmand looks through ever more jobs for each one that comes. */
  @Test
  void whatASubmissionIsComparedWithDoesNotGrowWithTheBacklog() {
    for (int i = 0; i < 300_000; i++) {
      add(function, "unique-" + i, true);
    }
    int[] longest = {0};
    table.forEach(job -> longest[0] = Math.max(longest[0], chainFrom(job)));
    assertThat(longest[0]).isLessThan(16);
  }

  /** Jobs in the same bucket, from this one on. */
  private static int chainFrom(Job job) {
    int length = 0;
    for (Job at = job; at != null; at = at.nextOfKey) {
      length++;
    }
    return length;
  }

  @Test
  void restoredJobsKeepTheirNumbersAndNewOnesComeAfter() {
    table.restore(41, function, bytes("u"), bytes("u"), JobPriority.LOW, true);
    Job twice = table.restore(40, function, bytes("u"), bytes("u"), JobPriority.LOW, true);
    assertThat(table.findSame(function, bytes("u")).number()).isEqualTo(41);
    table.remove(twice);
    assertThat(table.findSame(function, bytes("u")).number()).isEqualTo(41);
    assertThat(add(function, "", true).number()).isEqualTo(42);
  }

  @Test
  void countsAreThoseOfTheJobs() {
    Job first = add(function, "", true);
    add(function, "", true);
    assertThat(function.total()).isEqualTo(2);
    assertThat(function.queued(JobPriority.NORMAL)).isEqualTo(2);
    first.start(new Run(this, null, null, null, null));
    assertThat(function.running()).isEqualTo(1);
    assertThat(function.queued(JobPriority.NORMAL)).isEqualTo(1);
    assertThat(first.runBy(this)).isTrue();
    first.stop();
    table.remove(first);
    assertThat(function.total()).isEqualTo(1);
    assertThat(function.running()).isZero();
    function.maxQueued(JobPriority.HIGH, 1);
    assertThat(function.full(JobPriority.HIGH)).isTrue();
    assertThat(function.full(JobPriority.LOW)).isFalse();
  }

  @Test
  void aJobThatAllLeftIsIgnored() {
    Job job = add(function, "", false);
    WaitingJobs first = new WaitingJobs();
    WaitingJobs second = new WaitingJobs();
    Told told = new Told();
    job.addClient(told, first);
    job.addClient(told, second);
    job.addClient(told, second);
    assertThat(job.clientCount()).isEqualTo(3);
    job.relayFailure();
    assertThat(told.failures).isEqualTo(3);
    List<Job> left = new ArrayList<>();
    second.clear(left::add);
    assertThat(left).containsExactly(job, job);
    assertThat(job.ignored()).isFalse();
    first.clear(left::add);
    assertThat(job.ignored()).isTrue();
  }

  @Test
  void endingAJobFreesItsClients() {
    Job job = add(function, "", false);
    WaitingJobs waiting = new WaitingJobs();
    job.addClient(new Told(), waiting);
    Job another = add(function, "", false);
    another.addClient(new Told(), waiting);
    table.remove(job);
    assertThat(waiting.size()).isEqualTo(1);
    table.remove(another);
    assertThat(waiting.size()).isZero();
  }

  @Test
  void staysRightOverManyChanges() {
    Random random = new Random(7);
    Map<String, Job> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String unique = "u" + random.nextInt(3000);
      Job known = expected.remove(unique);
      assertThat(table.findSame(function, bytes(unique))).isSameAs(known);
      if (known == null) {
        expected.put(unique, add(function, unique, true));
      } else {
        table.remove(known);
      }
    }
    assertThat(table.size()).isEqualTo(expected.size());
    assertThat(function.total()).isEqualTo(expected.size());
  }

  @Test
  void workersAreWokenInTurn() {
    List<String> woken = new ArrayList<>();
    for (String name : new String[] {"a", "b", "c"}) {
      function.addWorker(() -> woken.add(name));
    }
    function.wake(1);
    function.wake(1);
    function.wake(2);
    assertThat(woken).containsExactly("a", "b", "c", "a");
    woken.clear();
    function.wake(0);
    assertThat(woken).containsExactlyInAnyOrder("a", "b", "c");
  }
}
