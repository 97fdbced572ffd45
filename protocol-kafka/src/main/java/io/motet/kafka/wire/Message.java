package io.motet.kafka.wire;

/** A message or a struct in one. The generated ones are carriers of public fields. */
public interface Message {
  /**
   * Sets the fields that the version has.
   *
   * @throws DecodeException for bytes that are no such message
   */
  void read(MessageReader in, short version);

  /**
   * Writes the fields that the version has.
   *
   * @throws NullPointerException for a field that is null and must not be in this version
   */
  void write(MessageWriter out, short version);
}
