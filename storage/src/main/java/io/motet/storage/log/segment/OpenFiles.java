package io.motet.storage.log.segment;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of all logs that are open, at most so many but for those in use. What was not used for
 * the longest time is closed first. Thread-safe: names change under its lock, since whoever opened
 * a file in between would keep what is gone under the name.
 */
public final class OpenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  private final Disk disk;
  private final int mostOpen;

  /** In the order of use, the oldest first. */
  private final LinkedHashMap<String, Lease> leases = new LinkedHashMap<>(64, 0.75f, true);

  /** Opens files of that disk. */
  public OpenFiles(Disk disk, int mostOpen) {
    this.disk = disk;
    this.mostOpen = mostOpen;
  }

  /** The disk itself. */
  public Disk disk() {
    return disk;
  }

  /** Opens a file that exists, or takes the open one. To be {@linkplain Lease#close returned}. */
  public Lease open(String name) throws IOException {
    return lease(name, false);
  }

  /** Creates an empty file and opens it. */
  public Lease create(String name) throws IOException {
    return lease(name, true);
  }

  private synchronized Lease lease(String name, boolean create) throws IOException {
    if (create) {
      forget(name);
    }
    Lease lease = leases.get(name);
    if (lease == null) {
      lease = new Lease(create ? disk.create(name, 0) : disk.open(name));
      leases.put(name, lease);
    }
    lease.users++;
    closeSome();
    return lease;
  }

  private void closeSome() {
    if (leases.size() <= mostOpen) {
      return;
    }
    Iterator<Lease> oldest = leases.values().iterator();
    while (leases.size() > mostOpen && oldest.hasNext()) {
      Lease lease = oldest.next();
      if (lease.users == 0) {
        oldest.remove();
        closeQuietly(lease.file);
      }
    }
  }

  /** How many are open. */
  public synchronized int count() {
    return leases.size();
  }

  /** Deletes a file; who reads it still may go on. */
  public synchronized void delete(String name) throws IOException {
    forget(name);
    disk.delete(name);
  }

  /** Renames a file over another; who reads the other still may go on. */
  public synchronized void rename(String from, String to) throws IOException {
    forget(from);
    forget(to);
    disk.rename(from, to);
  }

  private void forget(String name) {
    Lease lease = leases.remove(name);
    if (lease != null) {
      lease.forgotten = true;
      if (lease.users == 0) {
        closeQuietly(lease.file);
      }
    }
  }

  /** Closes all that is not in use, and the rest when it is returned. */
  public synchronized void close() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Lease> entry : leases.entrySet()) {
      names.add(entry.getKey());
    }
    names.forEach(this::forget);
  }

  private static void closeQuietly(DiskFile file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("cannot close {}", file.name(), e);
    }
  }

  /** The use of an open file. */
  public final class Lease implements AutoCloseable {
    private final DiskFile file;
    private int users;
    private boolean forgotten;

    private Lease(DiskFile file) {
      this.file = file;
    }

    /** The file; not to be closed. */
    public DiskFile file() {
      return file;
    }

    /** One more user, who closes it, too. */
    public Lease retain() {
      synchronized (OpenFiles.this) {
        users++;
      }
      return this;
    }

    /** Returns it. Any thread. */
    @Override
    public void close() {
      synchronized (OpenFiles.this) {
        if (users == 0) {
          throw new UncheckedIOException(new IOException(file.name() + " returned twice"));
        }
        if (--users == 0) {
          if (forgotten) {
            closeQuietly(file);
          } else {
            closeSome();
          }
        }
      }
    }
  }
}
