package io.motet.management.stats;

import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.stats.JournalFigures;
import java.util.concurrent.TimeUnit;

/** The node's figures in the order of its layout. */
final class NodeFigures {
  private final FrontEndContext context;
  private final NodeProbe probe;

  NodeFigures(FrontEndContext context, NodeProbe probe) {
    this.context = context;
    this.probe = probe;
  }

  void read(long[] out) {
    JournalFigures journal = context.journalStatistics();
    out[0] = probe.residentBytes();
    out[1] = probe.openFiles();
    out[2] = context.connections().all().size();
    out[3] = probe.threads();
    out[4] = probe.freeDiskBytes();
    out[5] = probe.collections();
    out[6] = journal.readBytes();
    out[7] = journal.batches();
    out[8] = journal.writtenBytes();
    out[9] = journal.forces();
    out[10] = TimeUnit.NANOSECONDS.toMicros(journal.forceNanos());
  }
}
