package io.motet.storage.simulation;

import io.motet.storage.disk.Disk;
import io.motet.storage.disk.DiskFile;
import io.motet.storage.disk.NoSpaceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A directory in memory that fails on demand. A loss of power drops, keeps or mixes unforced
 * sectors, and takes back directory changes that have not been forced. Single-threaded.
 */
public final class SimulatedDisk implements Disk {
  private static final int FOREVER = Integer.MAX_VALUE;

  private final Random random;
  private final long capacityBytes;
  private Map<String, SimulatedFile> files = new TreeMap<>();

  /** The directory after each change since it was last forced; the first is what was forced. */
  private final List<Map<String, SimulatedFile>> history = new ArrayList<>();

  private double forceFailureShare;
  private double readFailureShare;
  private double writeFailureShare;
  private boolean skipForces;
  private boolean full;
  private boolean refuseWrites;
  private int operationsLeft = FOREVER;

  public SimulatedDisk(Random random, long capacityBytes) {
    this.random = random;
    this.capacityBytes = capacityBytes;
    history.add(new TreeMap<>());
  }

  // ---- what a test does to it ----

  /** From now on this share of the forces fails. */
  public void failForces(double share) {
    forceFailureShare = share;
  }

  /** From now on this share of the reads fails. */
  public void failReads(double share) {
    readFailureShare = share;
  }

  /** From now on this share of the writes fails. */
  public void failWrites(double share) {
    writeFailureShare = share;
  }

  /** Forces do nothing and say that they did: a broken disk, or a broken journal. */
  public void skipForces(boolean skip) {
    skipForces = skip;
  }

  /** Somebody else takes all that is free, or gives it back. Written files keep their room. */
  public void full(boolean nowFull) {
    full = nowFull;
  }

  /** Writes find no room either, as on a disk that never overwrites in place. */
  public void refuseWrites(boolean refuse) {
    refuseWrites = refuse;
  }

  /**
   * The machine loses power.
   *
   * @param keepShare the share of unforced sectors that got to the medium
   */
  public void losePower(double keepShare) {
    files = new TreeMap<>(history.get(random.nextInt(history.size())));
    files.forEach((name, file) -> file.rename(name));
    files.values().forEach(file -> file.losePower(random, keepShare));
    restarted();
  }

  /** The process dies, the machine does not. */
  public void kill() {
    files.values().forEach(SimulatedFile::kill);
    mend();
  }

  private void restarted() {
    history.clear();
    history.add(new TreeMap<>(files));
    mend();
  }

  private void mend() {
    failForces(0);
    failReads(0);
    failWrites(0);
    full(false);
    refuseWrites(false);
    operationsLeft = FOREVER;
  }

  /** Power goes in the middle of a later operation: it and all that follow do nothing but fail. */
  public void losePowerAfter(int operations) {
    operationsLeft = operations;
  }

  /** Turns one bit over, on the medium too. */
  public void flip(String name, long offset, int bit) {
    files.get(name).flip(Math.toIntExact(offset), bit);
  }

  /** Cuts a file short. */
  public void truncate(String name, long length) {
    files.get(name).shorten(Math.toIntExact(length));
  }

  /** What the file holds. */
  public byte[] contents(String name) {
    return files.get(name).contents();
  }

  // ---- what the files ask ----

  private void beforeOperation() throws IOException {
    if (operationsLeft < FOREVER && --operationsLeft < 0) {
      throw new IOException("simulated loss of power");
    }
  }

  void beforeForce() throws IOException {
    beforeOperation();
  }

  void beforeRead(String name) throws IOException {
    beforeOperation();
    if (random.nextDouble() < readFailureShare) {
      throw new IOException("simulated failure to read " + name);
    }
  }

  void beforeWrite(String name) throws IOException {
    beforeOperation();
    if (random.nextDouble() < writeFailureShare) {
      throw new IOException("simulated failure to write " + name);
    }
    if (refuseWrites) {
      throw new NoSpaceException("simulated: no space left to write " + name, null);
    }
  }

  boolean forceFails(String name) {
    return random.nextDouble() < forceFailureShare;
  }

  boolean skipsForce() {
    return skipForces;
  }

  void allocate(long bytes) throws IOException {
    if (freeBytes() < bytes) {
      throw new NoSpaceException("simulated: no space left on device", null);
    }
  }

  // ---- the disk ----

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public DiskFile open(String name) throws IOException {
    SimulatedFile file = files.get(name);
    if (file == null) {
      throw new IOException("no file " + name);
    }
    file.reopen();
    return file;
  }

  @Override
  public DiskFile create(String name, long sizeBytes) throws IOException {
    beforeOperation();
    allocate(sizeBytes);
    SimulatedFile file = new SimulatedFile(this, name, Math.toIntExact(sizeBytes));
    files.put(name, file);
    changed();
    if (sizeBytes > 0) {
      forceDirectory();
    }
    return file;
  }

  @Override
  public void delete(String name) throws IOException {
    beforeOperation();
    if (files.remove(name) != null) {
      changed();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    beforeOperation();
    SimulatedFile file = files.remove(from);
    if (file == null) {
      throw new IOException("no file " + from);
    }
    file.rename(to);
    files.put(to, file);
    changed();
  }

  private void changed() {
    history.add(new TreeMap<>(files));
  }

  @Override
  public void forceDirectory() throws IOException {
    beforeOperation();
    history.clear();
    changed();
  }

  @Override
  public long freeBytes() {
    if (full) {
      return 0;
    }
    long used = 0;
    for (SimulatedFile file : files.values()) {
      used += file.length();
    }
    return capacityBytes - used;
  }

  @Override
  public String toString() {
    return "simulated disk";
  }
}
