package io.motet.management.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Compresses bodies for clients that ask for it; on the worker, so the event loop stays free. */
final class Compression {
  /** Smaller bodies fit a packet anyway. */
  private static final int SMALLEST_BODY_BYTES = 512;

  private Compression() {}

  static Response apply(Request request, Response response) {
    if (response.body().length < SMALLEST_BODY_BYTES
        || response.headers().containsKey("content-encoding")
        || !acceptsGzip(request.header("accept-encoding"))) {
      return response;
    }
    return response.withBody(gzip(response.body())).header("content-encoding", "gzip");
  }

  static boolean acceptsGzip(String header) {
    if (header == null) {
      return false;
    }
    for (String coding : header.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = coding.replace(" ", "").split(";");
      if (parts[0].equals("gzip") || parts[0].equals("*")) {
        return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
