package io.motet.gearman.admin;

import io.motet.broker.message.Utf8;
import io.motet.gearman.connection.OpenConnections;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.message.JobPriority;
import io.motet.gearman.service.JobService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Carries out one text line and gives the answer, as gearmand words it. */
public final class AdminCommands {
  private static final String OK = "OK\r\n";

  private final JobService service;
  private final Listings listings;
  private final BooleanSupplier loopback;

  /**
   * @param loopback whether who asks is on this machine
   */
  public AdminCommands(JobService service, OpenConnections open, BooleanSupplier loopback) {
    this.service = service;
    this.listings = new Listings(service, open);
    this.loopback = loopback;
  }

  /** Runs a line; the answer may come later. */
  public void run(String line, Consumer<String> answer) {
    List<String> words = words(line);
    switch (words.get(0).toLowerCase(Locale.ROOT)) {
      case "create" -> create(words, answer);
      case "drop" -> drop(words, answer);
      default -> answer.accept(answerTo(words));
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      if (!word.isEmpty() || words.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private String answerTo(List<String> words) {
    String command = words.get(0).toLowerCase(Locale.ROOT);
    return switch (command) {
      case "status" -> listings.status();
      case "prioritystatus" -> listings.priorityStatus();
      case "workers" -> listings.workers();
      case "version" -> "OK " + service.options().version() + "\n";
      case "getpid" -> "OK " + ProcessHandle.current().pid() + "\n";
      case "verbose" -> "OK INFO\n";
      case "maxqueue" -> maxQueue(words);
      case "show" -> words.size() < 2 ? unknown(words) : show(words);
      case "cancel" -> words.size() < 3 ? unknown(words) : cancel(words);
      case "shutdown" -> shutdown(words);
      default -> unknown(words);
    };
  }

  private static String unknown(List<String> words) {
    return "ERR UNKNOWN_COMMAND Unknown+server+command" + words.get(0) + "\r\n";
  }

  private static String incomplete(List<String> words) {
    return "ERR INVALID_ARGUMENTS An+incomplete+set+of+arguments+was+sent+to+this+command+"
        + words.get(0)
        + "\r\n";
  }

  private static boolean isWord(List<String> words, int at, String word) {
    return words.size() > at && words.get(at).equalsIgnoreCase(word);
  }

  private String show(List<String> words) {
    if (words.size() == 2 && isWord(words, 1, "jobs")) {
      return listings.jobs();
    }
    if (words.size() == 3 && isWord(words, 1, "unique") && isWord(words, 2, "jobs")) {
      return listings.uniqueJobs();
    }
    return "ERR UNKNOWN_SHOW_ARGUMENTS\r\n";
  }

  private String cancel(List<String> words) {
    if (words.size() != 3 || !isWord(words, 1, "job")) {
      return "ERR UNKNOWN_ERROR\r\n";
    }
    Job job = service.table().find(service.handles().number(words.get(2)));
    if (job == null) {
      return "ERR UNKNOWN_JOB\r\n";
    }
    service.cancel(job);
    return OK;
  }

  /** {@code maxqueue FUNCTION [HIGH [NORMAL LOW]]}: without numbers there is no limit. */
  private String maxQueue(List<String> words) {
    if (words.size() == 1) {
      return incomplete(words);
    }
    Function function = find(words.get(1));
    if (function != null) {
      JobPriority[] order = {JobPriority.HIGH, JobPriority.NORMAL, JobPriority.LOW};
      boolean one = words.size() <= 3;
      for (int i = 0; i < order.length; i++) {
        int word = one ? 2 : i + 2;
        function.maxQueued(order[i], word < words.size() ? number(words.get(word)) : 0);
      }
    }
    return OK;
  }

  /** What it begins with, as C reads numbers; 0 where that is none, or one too large. */
  private static int number(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == 0 || end > 9 ? 0 : Integer.parseInt(text.substring(0, end));
  }

  private Function find(String name) {
    return service.functions().find(Utf8.of(name));
  }

  private void create(List<String> words, Consumer<String> answer) {
    if (words.size() != 3 || !isWord(words, 1, "function")) {
      answer.accept(incomplete(words));
      return;
    }
    byte[] name = words.get(2).getBytes(StandardCharsets.UTF_8);
    service
        .functions()
        .whenReady(
            service.functions().named(name),
            failure ->
                answer.accept(
                    failure == null ? OK : "ERR CREATE_FUNCTION " + words.get(2) + "\r\n"));
  }

  private void drop(List<String> words, Consumer<String> answer) {
    if (words.size() != 3 || !isWord(words, 1, "function")) {
      answer.accept(incomplete(words));
      return;
    }
    Function function = findAnyCase(words.get(2));
    if (function == null) {
      answer.accept("ERR function not found\r\n");
    } else if (function.workerCount() > 0 || listings.running(function) > 0) {
      answer.accept("ERR there are still connected workers or executing clients\r\n");
    } else {
      service.drop(function, () -> answer.accept(OK));
    }
  }

  private Function findAnyCase(String name) {
    Function exact = find(name);
    if (exact != null) {
      return exact;
    }
    return service.functions().all().stream()
        .filter(each -> each.name().toString().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  private String shutdown(List<String> words) {
    boolean known = words.size() == 1 || (words.size() == 2 && isWord(words, 1, "graceful"));
    if (!known || !loopback.getAsBoolean()) {
      return unknown(words);
    }
    service.context().requestStop("Gearman's shutdown command");
    return "OK\n";
  }
}
