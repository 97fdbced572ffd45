package io.motet.zmtp.curve;

/** Keys as text (RFC 32): 40 printable characters for 32 octets. */
public final class Z85 {
  /** The length of a key. */
  public static final int KEY_CHARACTERS = 40;

  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

  private static final int GROUP_CHARACTERS = 5;
  private static final int GROUP_BYTES = 4;

  private Z85() {}

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static byte[] decodeKey(String text) {
    String trimmed = text.strip();
    if (trimmed.length() != KEY_CHARACTERS) {
      throw new IllegalArgumentException("expected a key of 40 characters (Z85)");
    }
    byte[] key = new byte[KEY_CHARACTERS / GROUP_CHARACTERS * GROUP_BYTES];
    for (int group = 0; group < KEY_CHARACTERS / GROUP_CHARACTERS; group++) {
      long value = 0;
      for (int i = 0; i < GROUP_CHARACTERS; i++) {
        int digit = DIGITS.indexOf(trimmed.charAt(GROUP_CHARACTERS * group + i));
        if (digit < 0) {
          throw new IllegalArgumentException("expected a key of 40 characters (Z85)");
        }
        value = DIGITS.length() * value + digit;
      }
      if (value > 0xffff_ffffL) {
        throw new IllegalArgumentException("expected a key of 40 characters (Z85)");
      }
      for (int i = 0; i < GROUP_BYTES; i++) {
        key[GROUP_BYTES * group + i] = (byte) (value >>> (8 * (GROUP_BYTES - 1 - i)));
      }
    }
    return key;
  }
}
