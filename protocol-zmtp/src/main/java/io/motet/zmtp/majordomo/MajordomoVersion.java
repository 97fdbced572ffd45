package io.motet.zmtp.majordomo;

import io.motet.zmtp.codec.FrameList;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The two versions of the protocol: 0.1, whose messages begin with an empty frame, and 0.2, which
 * has replies in parts. The empty frame is taken and left out in both, as a REQ socket adds it.
 */
final class MajordomoVersion {
  static final MajordomoVersion V0_1 = new MajordomoVersion("01", 3, 3, 4, 5);
  static final MajordomoVersion V0_2 = new MajordomoVersion("02", 3, 4, 5, 6);

  private static final List<MajordomoVersion> ALL = List.of(V0_1, V0_2);

  private final byte[] clientMark;
  private final byte[] workerMark;
  private final int partial;
  private final int reply;
  private final int heartbeat;
  private final int disconnect;

  private MajordomoVersion(String number, int partial, int reply, int heartbeat, int disconnect) {
    clientMark = ("MDPC" + number).getBytes(StandardCharsets.US_ASCII);
    workerMark = ("MDPW" + number).getBytes(StandardCharsets.US_ASCII);
    this.partial = partial;
    this.reply = reply;
    this.heartbeat = heartbeat;
    this.disconnect = disconnect;
  }

  /** The number of the frame that the mark would be in. */
  static int markFrame(FrameList frames) {
    return frames.count() > 1 && frames.isEmpty(0) ? 1 : 0;
  }

  /** The version of a client's message; null when it is none. */
  static MajordomoVersion ofClient(FrameList frames) {
    int mark = markFrame(frames);
    for (MajordomoVersion version : ALL) {
      if (frames.is(mark, version.clientMark)) {
        return version;
      }
    }
    return null;
  }

  /** The version of a worker's message; null when it is none. */
  static MajordomoVersion ofWorker(FrameList frames) {
    int mark = markFrame(frames);
    for (MajordomoVersion version : ALL) {
      if (frames.is(mark, version.workerMark)) {
        return version;
      }
    }
    return null;
  }

  byte[] clientMark() {
    return clientMark;
  }

  byte[] workerMark() {
    return workerMark;
  }

  /** Whether replies may come in parts. */
  boolean hasPartials() {
    return partial != reply;
  }

  /** Whether commands to workers begin with an empty frame. */
  boolean emptyFirst() {
    return !hasPartials();
  }

  /** A worker's command for a part of a reply; the same as {@link #reply} where there are none. */
  int partial() {
    return partial;
  }

  /** A worker's command for a reply, or its last part. */
  int reply() {
    return reply;
  }

  int heartbeat() {
    return heartbeat;
  }

  int disconnect() {
    return disconnect;
  }
}
