package io.motet.broker.rpc;

/** Names of the headers that replies carry across protocols. */
public final class ReplyHeaders {
  /** A {@link ReplyKind}'s {@code header()}. */
  public static final String KIND = "x-reply";

  /** Of a status: the part that is done, a decimal number as text. */
  public static final String NUMERATOR = "x-numerator";

  /** Of a status: the whole, a decimal number as text. */
  public static final String DENOMINATOR = "x-denominator";

  private ReplyHeaders() {}
}
