package io.motet.storage.recovery;

/**
 * Something that was durable once and cannot be read.
 *
 * @param bytes how much is skipped by salvage
 */
public record Damage(String file, long offset, long bytes, String what) {
  @Override
  public String toString() {
    return file + " at offset " + offset + ": " + what + " (" + bytes + " bytes)";
  }
}
