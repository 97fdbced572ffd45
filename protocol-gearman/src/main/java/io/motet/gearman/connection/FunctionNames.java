package io.motet.gearman.connection;

import io.motet.gearman.codec.Arguments;
import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.codec.PacketWriter;
import io.motet.gearman.job.Function;
import io.motet.gearman.service.Functions;

/**
 * Finds functions by the names in packets; remembers the last, since a connection mostly names the
 * same. A function's name is a queue's: text, not empty, at most 255 bytes.
 */
final class FunctionNames {
  static final int MAX_BYTES = 255;

  private final Functions functions;
  private Function last;

  FunctionNames(Functions functions) {
    this.functions = functions;
  }

  /** The function that the argument names, or null when the name is refused: then that is said. */
  Function function(Arguments in, int argument, PacketWriter writer) {
    int length = in.length(argument);
    if (last != null
        && last.queue() != null
        && last.name().equalTo(in.source(), in.start(argument), length)) {
      return last;
    }
    if (length > MAX_BYTES) {
      writer.error(ErrorCode.ARGUMENT_TOO_LARGE, "Function name too large");
      return null;
    }
    byte[] name = in.bytes(argument);
    if (!acceptable(name)) {
      writer.error(ErrorCode.INVALID_PACKET, "Function name empty or not text");
      return null;
    }
    last = functions.named(name);
    return last;
  }

  /** Whether a queue can have that name: line ends and zeros would not come back as they went. */
  static boolean acceptable(byte[] name) {
    for (byte each : name) {
      if (each == 0 || each == '\n' || each == '\r') {
        return false;
      }
    }
    return name.length > 0 && name.length <= MAX_BYTES && Arguments.isText(name);
  }
}
