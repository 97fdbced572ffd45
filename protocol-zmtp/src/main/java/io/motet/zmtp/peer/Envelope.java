package io.motet.zmtp.peer;

import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.FrameOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a request up to and with the empty one, which its reply must begin with (RFC 28):
 * every ROUTER on the way has added one.
 *
 * @param addresses the frames before the empty one
 * @param delimited whether there is an empty one
 */
record Envelope(List<byte[]> addresses, boolean delimited) {
  private static final byte[] NO_BYTES = {};

  /** Of a plain REQ socket. */
  private static final Envelope DELIMITER = new Envelope(List.of(), true);

  /** Of a peer that uses no envelope. */
  private static final Envelope NONE = new Envelope(List.of(), false);

  /**
   * Takes the envelope off a message.
   *
   * @param delimiter the number of the first empty frame, or -1
   */
  static Envelope of(FrameList frames, int delimiter) {
    if (delimiter <= 0) {
      return delimiter == 0 ? DELIMITER : NONE;
    }
    List<byte[]> addresses = new ArrayList<>(delimiter);
    for (int i = 0; i < delimiter; i++) {
      addresses.add(frames.bytes(i));
    }
    return new Envelope(addresses, true);
  }

  void write(FrameOutput out) {
    for (byte[] address : addresses) {
      out.frame(true, address);
    }
    if (delimited) {
      out.frame(true, NO_BYTES);
    }
  }
}
