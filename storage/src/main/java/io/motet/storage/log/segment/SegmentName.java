package io.motet.storage.log.segment;

import java.util.Locale;

/** The names of a log's files: {@code ID-BASEOFFSET.log}, {@code ID-BASEOFFSET.index}. */
public final class SegmentName {
  public static final String LOG = ".log";
  public static final String INDEX = ".index";
  public static final String STATE = ".state";

  /** Being written; deleted at start. */
  public static final String TEMPORARY = ".tmp";

  private static final int OFFSET_DIGITS = 20;

  private SegmentName() {}

  /** The name of a segment's file. */
  public static String of(String logId, long baseOffset, String suffix) {
    return String.format(Locale.ROOT, "%s-%020d%s", logId, baseOffset, suffix);
  }

  /** Whose file it is, or null. */
  public static String logId(String fileName) {
    if (fileName.endsWith(STATE)) {
      return fileName.substring(0, fileName.length() - STATE.length());
    }
    int dot = fileName.lastIndexOf('.');
    int dash = dot - OFFSET_DIGITS - 1;
    return dash > 0 && fileName.charAt(dash) == '-' ? fileName.substring(0, dash) : null;
  }

  /** The base offset in the name of a segment's file. */
  public static long baseOffset(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return Long.parseLong(fileName.substring(dot - OFFSET_DIGITS, dot));
  }
}
