package io.motet.gearman.connection;

import io.motet.gearman.codec.Arguments;
import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.codec.PacketType;
import io.motet.gearman.codec.PacketWriter;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.job.Sleeper;
import io.motet.gearman.service.JobService;
import java.util.ArrayList;
import java.util.List;

/** What a connection does as a worker: says what it can do, sleeps, works. */
final class WorkerSession implements Sleeper {
  /** gearmand's timers do not go lower. */
  private static final long SHORTEST_TIMEOUT_MILLIS = 1000;

  private static final String NOT_FOUND = "Job given in work result not found";
  private static final String NO_SUCH_JOB = "Job does not exist on server";
  private static final String NO_JOB_OF_EXCEPTION =
      "An exception was received for a job that does not exist";

  private final JobService service;
  private final GearmanConnection connection;
  private final FunctionNames names;
  private final PacketWriter writer;

  /** The one registered last comes first. */
  private final List<Ability> abilities = new ArrayList<>(1);

  private final List<Job> running = new ArrayList<>(1);
  private boolean asleep;
  private boolean onTheWay;

  /** A request for a job that waits for one to come, which counts as asleep; or null. */
  private Grab held;

  WorkerSession(
      JobService service, GearmanConnection connection, FunctionNames names, PacketWriter writer) {
    this.service = service;
    this.connection = connection;
    this.names = names;
    this.writer = writer;
  }

  List<Ability> abilities() {
    return abilities;
  }

  /** Another function has its turn first from now on. */
  void rotate(Ability served) {
    if (abilities.remove(served)) {
      abilities.add(served);
    }
  }

  /** CAN_DO, and CAN_DO_TIMEOUT with a time in milliseconds. */
  void canDo(Arguments in, long timeoutMillis) {
    Function function = names.function(in, 0, writer);
    if (function == null || !connection.access().mayWork(function, writer)) {
      return;
    }
    long timeout = timeoutMillis <= 0 ? 0 : Math.max(timeoutMillis, SHORTEST_TIMEOUT_MILLIS);
    Ability ability = new Ability(function, timeout);
    for (int i = 0; i < abilities.size(); i++) {
      if (abilities.get(i).function() == function) {
        abilities.set(i, ability);
        return;
      }
    }
    if (abilities.size() == service.options().maxFunctions()) {
      writer.error(
          ErrorCode.ARGUMENT_TOO_LARGE,
          "more than " + service.options().maxFunctions() + " functions");
      return;
    }
    abilities.add(0, ability);
    function.addWorker(this);
    if (asleep) {
      function.fellAsleep();
    }
    if (onTheWay) {
      function.setOut();
    }
    // The queue must be there for other protocols' publishes to wake this worker.
    service.functions().whenReady(function, failure -> registered(function, failure));
  }

  private void registered(Function function, Throwable failure) {
    if (connection.closed()) {
      return;
    }
    if (failure != null) {
      writer.error(ErrorCode.QUEUE_ERROR, String.valueOf(failure.getMessage()));
    } else if (function.isStream()) {
      writer.error(ErrorCode.QUEUE_ERROR, "the function's queue is a stream, which has no workers");
    }
  }

  /** CANT_DO: jobs of the function go back to the queue. */
  void cantDo(Arguments in) {
    for (int i = 0; i < abilities.size(); i++) {
      Function function = abilities.get(i).function();
      if (function.name().equalTo(in.source(), in.start(0), in.length(0))) {
        abilities.remove(i);
        unregister(function);
        giveBack(function);
        return;
      }
    }
  }

  /** RESET_ABILITIES: all jobs go back. */
  void reset() {
    List<Ability> dropped = List.copyOf(abilities);
    abilities.clear();
    dropped.forEach(ability -> unregister(ability.function()));
    giveBack(null);
  }

  private void unregister(Function function) {
    function.removeWorker(this);
    if (asleep) {
      function.awoke();
    }
    if (onTheWay) {
      function.arrived();
      service.wakeUps().arrived(function);
    }
  }

  /** Gives back the jobs of one function, or of all. */
  private void giveBack(Function function) {
    for (Job job : List.copyOf(running)) {
      if (function == null || job.function() == function) {
        running.remove(job);
        if (job.runBy(this)) {
          service.lostJobs().lost(job);
        }
      }
    }
  }

  // Sleep.

  /** PRE_SLEEP: a NOOP at once when there is something to do. */
  void sleep() {
    endHold();
    arrived();
    fallAsleep();
    for (Ability ability : List.copyOf(abilities)) {
      if (asleep) {
        wakeIfAny(ability.function());
      }
    }
  }

  private void fallAsleep() {
    if (!asleep) {
      asleep = true;
      abilities.forEach(ability -> ability.function().fellAsleep());
    }
  }

  private void wakeIfAny(Function function) {
    service
        .functions()
        .whenReady(
            function,
            failure -> {
              if (failure == null) {
                function
                    .queue()
                    .depth()
                    .thenAccept(
                        depth -> {
                          if (depth.ready() > 0) {
                            service.shard().run(this::wake);
                          }
                        });
              }
            });
  }

  @Override
  public boolean wake() {
    if (!asleep || connection.closed()) {
      return false;
    }
    awake();
    onTheWay = true;
    abilities.forEach(ability -> ability.function().setOut());
    if (held != null) {
      Grab grab = held;
      held = null;
      grab.askAgain();
    } else {
      writer.write(PacketType.NOOP);
    }
    return true;
  }

  /** It has asked and got a job or none, or sleeps again: what it left is for others. */
  void arrived() {
    if (onTheWay) {
      onTheWay = false;
      abilities.forEach(ability -> ability.function().arrived());
      abilities.forEach(ability -> service.wakeUps().arrived(ability.function()));
    }
  }

  private void awake() {
    if (asleep) {
      asleep = false;
      abilities.forEach(ability -> ability.function().awoke());
    }
  }

  // Work.

  /** GRAB_JOB and its kind. */
  void grab(GrabForm form, ReplyOrder replies) {
    endHold();
    awake();
    new Grab(service, this, replies, writer, form).start();
  }

  /** No job was there for the request: it waits for a moment. */
  void hold(Grab grab) {
    arrived();
    held = grab;
    fallAsleep();
    service.heldGrabs().add(grab);
  }

  /** Whether the request still waited; it does no more. */
  boolean letGo(Grab grab) {
    if (held != grab) {
      return false;
    }
    held = null;
    awake();
    return !connection.closed();
  }

  /** What the worker says next comes after the answer to its request. */
  private void endHold() {
    Grab grab = held;
    if (grab != null && letGo(grab)) {
      grab.noJob();
    }
  }

  boolean gone() {
    return connection.closed();
  }

  /** A job has been given to this worker. */
  void started(Job job, Ability ability) {
    running.add(job);
    if (ability.timeoutMillis() > 0) {
      job.limit(service.shard().schedule(ability.timeoutMillis(), () -> timedOut(job)));
    }
  }

  private void timedOut(Job job) {
    if (job.runBy(this)) {
      running.remove(job);
      service.lostJobs().lost(job);
    }
  }

  /** WORK_DATA and WORK_WARNING. */
  void data(int packetType, Arguments in) {
    Job job = ownJob(in, NO_SUCH_JOB);
    if (job != null) {
      service.results().data(job, packetType, in.source(), in.start(1), in.length(1));
    }
  }

  /** WORK_STATUS. */
  void status(Arguments in) {
    Job job = ownJob(in, NOT_FOUND);
    if (job != null) {
      service.results().status(job, in.bytes(1), in.bytes(2), in.number(1), in.number(2));
    }
  }

  /** WORK_COMPLETE and WORK_EXCEPTION. */
  void finish(int packetType, Arguments in) {
    boolean exception = packetType == PacketType.WORK_EXCEPTION;
    Job job = ownJob(in, exception ? NO_JOB_OF_EXCEPTION : NOT_FOUND);
    if (job != null) {
      running.remove(job);
      service.results().finish(job, packetType, in.source(), in.start(1), in.length(1));
    }
  }

  /** WORK_FAIL. */
  void fail(Arguments in) {
    Job job = ownJob(in, NOT_FOUND);
    if (job != null) {
      running.remove(job);
      service.results().fail(job);
    }
  }

  /** The job that the first argument names, if this worker has it; else says that it has not. */
  private Job ownJob(Arguments in, String refusal) {
    long number = service.handles().number(in.source(), in.start(0), in.length(0));
    Job job = service.table().find(number);
    if (job == null || !job.runBy(this)) {
      writer.error(ErrorCode.JOB_NOT_FOUND, refusal);
      return null;
    }
    return job;
  }

  /** The worker is gone. */
  void close() {
    reset();
  }
}
