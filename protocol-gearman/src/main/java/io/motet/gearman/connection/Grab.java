package io.motet.gearman.connection;

import io.motet.broker.message.Message;
import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import io.motet.gearman.codec.PacketType;
import io.motet.gearman.codec.PacketWriter;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.message.JobMessages;
import io.motet.gearman.message.JobPriority;
import io.motet.gearman.message.JobProperties;
import io.motet.gearman.service.HeldGrabs;
import io.motet.gearman.service.JobService;
import io.motet.gearman.service.OwnTaker;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One request for a job: asks the worker's functions in turn for one message, until there is one
 * that somebody wants. Each is asked in constant time, however many jobs wait.
 */
final class Grab implements OwnTaker, HeldGrabs.Held {
  private static final JobPriority[] HIGHEST_FIRST = {
    JobPriority.HIGH, JobPriority.NORMAL, JobPriority.LOW
  };

  private final JobService service;
  private final WorkerSession worker;
  private final ReplyOrder replies;
  private final PacketWriter writer;
  private final GrabForm form;
  private List<Ability> turn;
  private int next;
  private boolean waited;
  private long place;
  private Delivery delivery;
  private Message message;

  Grab(
      JobService service,
      WorkerSession worker,
      ReplyOrder replies,
      PacketWriter writer,
      GrabForm form) {
    this.service = service;
    this.worker = worker;
    this.replies = replies;
    this.writer = writer;
    this.form = form;
  }

  void start() {
    place = replies.reserve();
    turn = inTurn(worker.abilities());
    ask();
  }

  /** Those with jobs of a higher priority first; among equals, in the worker's order. */
  private static List<Ability> inTurn(List<Ability> abilities) {
    if (abilities.size() < 2) {
      return List.copyOf(abilities);
    }
    Set<Ability> sorted = new LinkedHashSet<>();
    for (JobPriority priority : HIGHEST_FIRST) {
      for (Ability ability : abilities) {
        if (ability.function().queued(priority) > 0) {
          sorted.add(ability);
        }
      }
    }
    // Jobs that other protocols published are not counted.
    sorted.addAll(abilities);
    return List.copyOf(sorted);
  }

  private void ask() {
    while (next < turn.size()) {
      Function function = turn.get(next).function();
      if (function.queue() == null || !empty(function.queue())) {
        service.functions().whenReady(function, failure -> ask(function, failure));
        return;
      }
      next++;
    }
    nothing();
  }

  private void ask(Function function, Throwable failure) {
    if (failure == null) {
      function.queue().get(false, this).whenComplete(this::answered);
    } else {
      next++;
      ask();
    }
  }

  /** Whether it is known to be empty, without asking: only on the same shard is that certain. */
  private boolean empty(Queue queue) {
    return queue.shard() == service.shard() && queue.statistics().ready() == 0;
  }

  @Override
  public Shard shard() {
    return service.shard();
  }

  @Override
  public void deliver(Delivery given) {
    delivery = given;
    message = given.message().retain();
  }

  @Override
  public void cancelled(CancelReason reason) {}

  private void answered(OptionalLong left, Throwable failure) {
    service.shard().run(this::goOn);
  }

  private void goOn() {
    if (message == null) {
      next++;
      ask();
      return;
    }
    Delivery taken = delivery;
    Message request = message;
    delivery = null;
    message = null;
    if (worker.gone()) {
      taken.settle(Outcome.REQUEUE);
    } else {
      give(taken, request);
    }
    request.release();
  }

  private void give(Delivery taken, Message request) {
    Ability ability = turn.get(next);
    Job job = service.start(ability.function(), worker, taken, request);
    if (job == null) {
      ask();
      return;
    }
    replies.begin(place);
    write(job, request);
    replies.end();
    worker.started(job, ability);
    worker.arrived();
    if (service.options().roundRobin()) {
      worker.rotate(ability);
    }
  }

  private void write(Job job, Message request) {
    byte[] handle = service.handles().bytes(job.number());
    byte[] name = job.function().bytes();
    if (form == GrabForm.PLAIN) {
      assign(PacketType.JOB_ASSIGN, request, handle, name);
      return;
    }
    JobProperties properties = form == GrabForm.ALL ? JobMessages.jobOf(request) : null;
    if (properties != null && properties.reducer().length > 0) {
      byte[] reducer = properties.reducer();
      assign(PacketType.JOB_ASSIGN_ALL, request, handle, name, job.unique(), reducer);
    } else {
      assign(PacketType.JOB_ASSIGN_UNIQ, request, handle, name, job.unique());
    }
  }

  private void assign(int type, Message request, byte[]... arguments) {
    writer.writeWithData(
        type, request.content(), request.bodyOffset(), request.bodySizeBytes(), arguments);
  }

  private void nothing() {
    if (waited) {
      noJob();
    } else {
      waited = true;
      worker.hold(this);
    }
  }

  /** A job has come while this was held. */
  void askAgain() {
    next = 0;
    ask();
  }

  @Override
  public void timeIsOver() {
    if (worker.letGo(this)) {
      noJob();
    }
  }

  /** Says that there is no job. */
  void noJob() {
    replies.begin(place);
    writer.write(PacketType.NO_JOB);
    replies.end();
    worker.arrived();
  }
}
