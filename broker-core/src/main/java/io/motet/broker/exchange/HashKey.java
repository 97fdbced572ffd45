package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;
import java.nio.charset.StandardCharsets;

/** A 64-bit hash that is the same in every run: FNV-1a over the bytes, then a finalizer. */
final class HashKey {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private HashKey() {}

  static long of(Utf8 name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ (name.byteAt(i) & 0xff)) * FNV_PRIME;
    }
    return mix(hash);
  }

  static long of(String text) {
    long hash = FNV_OFFSET;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** Spreads every bit over all others (the finalizer of SplitMix64). */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
