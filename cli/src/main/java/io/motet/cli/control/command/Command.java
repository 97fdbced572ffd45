package io.motet.cli.control.command;

import java.util.List;

/** One thing that {@code motetctl} can do. Stateless: {@link Call} has what a run is about. */
public interface Command {
  Manual manual();

  /** What is wrong with arguments whose number is right; null for nothing. */
  default String objection(Call call) {
    return null;
  }

  /** Said before the work, when people are reading. */
  default List<String> banner(Call call) {
    return List.of();
  }

  /** Milliseconds to wait for each answer when {@code --timeout} does not say; 0 is for ever. */
  default int defaultTimeoutMillis() {
    return 0;
  }

  /**
   * Does the work.
   *
   * @throws CommandFailure when the broker does not do what was asked
   */
  Result run(Call call);
}
