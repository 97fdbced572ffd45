package io.motet.gearman.message;

/** A job's priority; its ordinal is the message's. */
public enum JobPriority {
  LOW,
  NORMAL,
  HIGH;

  /** The highest message priority that a function's queue tells apart. */
  public static final int MAX = HIGH.ordinal();

  /** The priority that a message's number stands for; higher ones than ours count as high. */
  public static JobPriority of(int messagePriority) {
    return switch (messagePriority) {
      case 0 -> LOW;
      case 1 -> NORMAL;
      default -> HIGH;
    };
  }
}
