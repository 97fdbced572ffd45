package io.motet.storage.read;

import io.motet.storage.journal.ReadCallback;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** What has been read for some entries of a request, to be told in one task. */
final class ReadResults implements Runnable {
  private final ReadCallback callback;
  private final int first;
  private final boolean last;
  private final ByteBuf[] messages;
  private final IOException[] failures;

  /**
   * @param first index of the first entry
   * @param last whether the request is complete with these
   */
  ReadResults(ReadCallback callback, int first, int count, boolean last) {
    this.callback = callback;
    this.first = first;
    this.last = last;
    this.messages = new ByteBuf[count];
    this.failures = new IOException[count];
  }

  void message(int index, ByteBuf message) {
    messages[index - first] = message;
  }

  void failed(int index, IOException cause) {
    failures[index - first] = cause;
  }

  @Override
  public void run() {
    for (int i = 0; i < messages.length; i++) {
      if (messages[i] == null) {
        callback.failed(first + i, failures[i]);
        continue;
      }
      try {
        callback.message(first + i, messages[i]);
      } finally {
        messages[i].release();
      }
    }
    if (last) {
      callback.completed();
    }
  }

  /** Nobody will be told any more. */
  void discard() {
    for (ByteBuf message : messages) {
      if (message != null) {
        message.release();
      }
    }
  }
}
