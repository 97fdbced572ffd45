package io.motet.storage.append;

import io.motet.storage.journal.JournalAppender.Relocated;
import io.motet.storage.journal.Survivor;

/**
 * A copy on its way to a new place.
 *
 * @param messageIndex where the message begins in the chunk's bytes
 */
record Relocation(Survivor survivor, int messageIndex, Relocated whenDurable) {}
