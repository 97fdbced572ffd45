package io.motet.kafka.share.state;

/** An acknowledgement that does not fit what is known. Carries no stack trace: it is an answer. */
public final class AcknowledgeException extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean stateIsWrong;

  /**
   * @param stateIsWrong whether the records are not the member's to settle; false when there are no
   *     such records at all
   */
  public AcknowledgeException(boolean stateIsWrong, String text) {
    super(text, null, false, false);
    this.stateIsWrong = stateIsWrong;
  }

  /** Whether the records are not the member's to settle. */
  public boolean stateIsWrong() {
    return stateIsWrong;
  }
}
