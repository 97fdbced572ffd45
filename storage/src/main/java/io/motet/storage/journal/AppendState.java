package io.motet.storage.journal;

/** What the appender remembers of one message between its append and its last settlement. */
final class AppendState {
  long position = StoredMessage.NOT_STORED;
}
