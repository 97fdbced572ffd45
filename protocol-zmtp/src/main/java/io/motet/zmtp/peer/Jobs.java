package io.motet.zmtp.peer;

import io.motet.broker.error.BrokerException;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.message.MessageFrames;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * A worker's subscription to the queue of its service, and the requests that it works on. They go
 * back to their place in the queue when the worker leaves. On the peer's shard.
 */
public final class Jobs {
  /** The peer's side. */
  public interface Worker {
    /**
     * Here is a request; valid during the call.
     *
     * @param id comes back with the reply
     */
    void work(long id, MessageFrames request);
  }

  private record Job(Delivery delivery, String replyTo, String correlationId, boolean persistent) {}

  private final Peer peer;
  private final Worker worker;
  private final ServiceQueues queues;
  private final QueueReader reader;
  private final Sender sender;
  private final MessageFrames frames = new MessageFrames();
  private final Long2ObjectHashMap<Job> jobs = new Long2ObjectHashMap<>();
  private final boolean durable;
  private long lastId;

  /**
   * @param prefetch how many requests the worker has at a time
   * @param durable whether the service's queue is declared durable where it has to be
   */
  public Jobs(Peer peer, Worker worker, int prefetch, boolean durable) {
    this.peer = peer;
    this.worker = worker;
    this.durable = durable;
    queues = new ServiceQueues(peer);
    sender = new Sender(peer);
    reader = new QueueReader(peer, this::deliver, prefetch, false);
  }

  /** Begins to take requests to the service, when its queue is there. */
  public void open(String service) {
    reader.open(queues.openToRead(service, durable));
  }

  private void deliver(Delivery delivery) {
    long id = ++lastId;
    frames.read(delivery.message());
    jobs.put(
        id,
        new Job(
            delivery, frames.replyTo(), frames.correlationId(), delivery.message().persistent()));
    worker.work(id, frames);
  }

  /**
   * The worker's reply, or a failure as {@link FailureFrames} has it; one to a request that it does
   * not have any more is dropped.
   *
   * @param body the frames from {@code from} on are its body
   */
  public void reply(long id, FrameList body, int from) {
    Job job = jobs.remove(id);
    if (job == null) {
      return;
    }
    if (job.replyTo() != null) {
      ReplyKind kind = FailureFrames.kind(body, from);
      boolean complete = kind == ReplyKind.COMPLETE;
      sendReply(job, kind, body, complete ? from : FailureFrames.textFrame(from));
    }
    reader.acknowledge(job.delivery());
  }

  /** A part of the worker's reply; more must follow. */
  public void partial(long id, FrameList body, int from) {
    Job job = jobs.get(id);
    if (job != null && job.replyTo() != null) {
      sendReply(job, ReplyKind.PARTIAL, body, from);
    }
  }

  private void sendReply(Job job, ReplyKind kind, FrameList body, int from) {
    sender.message().correlationId(job.correlationId()).kind(kind).persistent(job.persistent());
    try {
      sender.sendOrDrop(sender.message().build(Utf8.EMPTY, Utf8.of(job.replyTo()), body, from));
    } catch (BrokerException refused) {
      peer.end(refused.getMessage());
    }
  }

  /** How many requests the worker has now. */
  public int count() {
    return jobs.size();
  }

  /** The socket takes more, or no longer does. */
  public void writable(boolean writable) {
    reader.writable(writable);
  }

  /** Gives all requests back. */
  public void close() {
    reader.close();
    jobs.values().forEach(job -> job.delivery().settle(Outcome.REQUEUE));
    jobs.clear();
  }
}
