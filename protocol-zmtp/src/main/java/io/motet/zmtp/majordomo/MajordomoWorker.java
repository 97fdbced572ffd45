package io.motet.zmtp.majordomo;

import io.motet.broker.shard.Shard;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.message.MessageFrames;
import io.motet.zmtp.peer.FrameCopies;
import io.motet.zmtp.peer.JobIds;
import io.motet.zmtp.peer.Jobs;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.PeerRole;

/**
 * A Majordomo worker: it registers for one service, gets one request at a time and sends heartbeats
 * while it waits. One that works may be silent, as many workers are then; its connection tells when
 * it is lost.
 */
public final class MajordomoWorker implements PeerRole, Jobs.Worker {
  private static final byte[] NO_BYTES = {};
  private static final int READY = 1;
  private static final int REQUEST = 2;

  private final Peer peer;
  private final MajordomoVersion version;
  private final Jobs jobs;
  private Shard.Timer timer;
  private int silentBeats;
  private boolean registered;
  private boolean ended;

  /**
   * @param first the worker's first message, which says its version
   */
  public MajordomoWorker(Peer peer, FrameList first) {
    this.peer = peer;
    version = MajordomoVersion.ofWorker(first);
    jobs = new Jobs(peer, this, 1, true);
  }

  /** Whether the first message of a peer is one of a worker. */
  public static boolean speaks(FrameList frames) {
    return MajordomoVersion.ofWorker(frames) != null;
  }

  @Override
  public void open() {}

  @Override
  public void message(FrameList frames) {
    int command = MajordomoVersion.markFrame(frames) + 1;
    if (ended
        || MajordomoVersion.ofWorker(frames) != version
        || command >= frames.count()
        || frames.length(command) != 1) {
      return;
    }
    silentBeats = 0;
    int code = frames.source().getByte(frames.index(command));
    if (code == READY) {
      ready(frames, command + 1);
    } else if (code == version.disconnect()) {
      leave();
    } else if (!registered) {
      disconnect("a command before READY");
    } else if (code == version.reply()) {
      reply(false, frames, command + 1);
    } else if (code == version.partial()) {
      reply(true, frames, command + 1);
    } else if (code != version.heartbeat()) {
      disconnect("unexpected command " + code);
    }
  }

  private void ready(FrameList frames, int name) {
    if (registered || name >= frames.count() || frames.isEmpty(name)) {
      disconnect("READY twice or without a service");
      return;
    }
    String service = frames.text(name);
    if (service.startsWith(ManagementServices.PREFIX) || service.startsWith(Titanic.PREFIX)) {
      disconnect("a worker for a service of the broker's own");
      return;
    }
    registered = true;
    jobs.open(service);
    awaitBeat();
  }

  private void reply(boolean partial, FrameList frames, int address) {
    int body = address + 2;
    if (body >= frames.count() || !JobIds.is(frames, address) || !frames.isEmpty(address + 1)) {
      return;
    }
    long id = JobIds.decode(frames, address);
    if (partial) {
      jobs.partial(id, frames, body);
    } else {
      jobs.reply(id, frames, body);
    }
  }

  @Override
  public void work(long id, MessageFrames request) {
    FrameOutput out = peer.output();
    head(REQUEST, true);
    out.frame(true, JobIds.encode(id));
    out.frame(true, NO_BYTES);
    FrameCopies.write(request, out);
  }

  private void head(int command, boolean more) {
    FrameOutput out = peer.output();
    if (version.emptyFirst()) {
      out.frame(true, NO_BYTES);
    }
    out.frame(true, version.workerMark());
    out.frame(more, new byte[] {(byte) command});
  }

  private void awaitBeat() {
    timer = peer.shard().schedule(peer.options().majordomoHeartbeatMillis(), this::beat);
  }

  private void beat() {
    timer = null;
    if (ended) {
      return;
    }
    silentBeats = jobs.count() > 0 ? 0 : silentBeats + 1;
    if (silentBeats > peer.options().majordomoLiveness()) {
      disconnect("no heartbeat came");
    } else {
      head(version.heartbeat(), false);
      awaitBeat();
    }
  }

  /** The worker goes: its requests are given to others. */
  private void leave() {
    ended = true;
    jobs.close();
    stopTimer();
  }

  private void disconnect(String why) {
    head(version.disconnect(), false);
    leave();
    peer.end("Majordomo worker: " + why);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  public boolean publishes() {
    return false;
  }

  @Override
  public void writable(boolean writable) {
    jobs.writable(writable);
  }

  @Override
  public void close() {
    if (!ended) {
      leave();
    }
  }
}
