package io.motet.storage.segment;

import java.io.IOException;

/** A file was written by another version of the format. */
public final class UnknownFormatException extends IOException {
  private static final long serialVersionUID = 1;

  public UnknownFormatException(int version) {
    super(
        "format version "
            + version
            + "; this version of Motet reads version "
            + SegmentHeader.VERSION
            + " only");
  }
}
