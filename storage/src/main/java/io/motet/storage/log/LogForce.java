package io.motet.storage.log;

import io.motet.storage.log.segment.Segment;
import io.motet.storage.log.state.StateFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a log durable: segments, the indexes of ended ones, names, then the state that says so. One
 * at a time for a log, on a worker's thread.
 */
final class LogForce {
  private static final Logger LOG = LoggerFactory.getLogger(LogForce.class);

  private final LogServices services;
  private final String id;
  private final OpenLog log;
  private final StateFile stateFile;

  LogForce(LogServices services, OpenLog log, String id) {
    this.services = services;
    this.log = log;
    this.id = id;
    this.stateFile = new StateFile(services.files(), id);
  }

  /**
   * Forces what is there now.
   *
   * @param withState whether the next start shall find the log without going over it
   * @param ends whether nothing will be appended any more
   * @return whether readers can see more than before
   */
  synchronized boolean run(boolean withState, boolean ends) throws IOException {
    if (log.failure() != null) {
      throw log.failure();
    }
    OpenLog.Unforced unforced = log.unforced(withState, ends);
    try {
      for (Segment segment : unforced.toForce()) {
        segment.force();
      }
      if (unforced.names()) {
        services.files().disk().forceDirectory();
      }
    } catch (IOException e) {
      log.failed(e);
      throw e;
    }
    boolean more = log.forced(unforced);
    try {
      note(unforced);
    } catch (IOException e) {
      // A full disk does not harm what is in the log: the next start takes longer, that is all.
      log.stateNotWritten();
      if (withState) {
        throw e;
      }
      LOG.warn("{}: its indexes and state could not be written: {}", id, e.getMessage());
    }
    return more;
  }

  private void note(OpenLog.Unforced unforced) throws IOException {
    for (Segment segment : unforced.toIndex()) {
      segment.writeIndex(segment.summary().compactedAtMillis());
    }
    if (unforced.state() != null) {
      stateFile.write(unforced.state());
    }
  }
}
