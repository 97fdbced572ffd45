package io.motet.broker.queue;

import io.motet.broker.deadletter.DeathReason;
import io.motet.broker.message.Message;
import io.motet.broker.stats.MessageCounters.Kind;
import io.motet.storage.journal.JournalAppender;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * What a queue does with messages: takes them in, gives them out, ends them. Everything here is on
 * the queue's shard; {@link LocalQueue} brings callers there.
 *
 * <p>A copy is in exactly one place: ready, unacknowledged, or departing (dead, and not yet safe
 * where it goes next).
 */
final class QueueCore {
  private final LocalQueue facade;
  private final QueueIdentity identity;
  private final QueueShard shard;
  private final QueueFigures figures;
  private final Consumers consumers;
  private final CopyJournal copies;
  private final DeliveryHorizon horizon;
  private final Departures departures;
  private final Evictions evictions;
  private final QueueUse use;
  private final DeliveryTimeouts timeouts;
  private final Watchers watchers = new Watchers();
  private ReadyMessages ready = new ReadyMessages();
  private final Unacknowledged unacknowledged = new Unacknowledged();
  private final Entry cursor = new Entry();
  private ColdReader coldReader;
  private WaitingGets waitingGets;
  private QueueSettings settings;
  private long lastSequence;
  private boolean deleted;
  private boolean dispatching;

  QueueCore(
      LocalQueue facade,
      QueueIdentity identity,
      QueueSettings settings,
      QueueShard shard,
      QueueHost host) {
    this.facade = facade;
    this.identity = identity;
    this.settings = settings;
    this.shard = shard;
    this.figures = new QueueFigures(settings, shard.shard());
    this.consumers = new Consumers(identity, figures);
    this.copies = new CopyJournal(identity.id(), shard.context());
    this.horizon =
        new DeliveryHorizon(identity.id(), shard.context().shardJournal(), this::dispatch);
    this.departures = new Departures(this, copies, new DeadLetters(this, host));
    this.evictions = new Evictions(this);
    this.use = new QueueUse(facade, host, shard.shard());
    this.timeouts = new DeliveryTimeouts(shard, unacknowledged);
    consumers.singleActive(settings.singleActiveConsumer());
  }

  LocalQueue facade() {
    return facade;
  }

  QueueIdentity identity() {
    return identity;
  }

  QueueShard shard() {
    return shard;
  }

  QueueSettings settings() {
    return settings;
  }

  QueueFigures figures() {
    return figures;
  }

  Consumers consumers() {
    return consumers;
  }

  ReadyMessages ready() {
    return ready;
  }

  Unacknowledged unacknowledged() {
    return unacknowledged;
  }

  DeliveryHorizon horizon() {
    return horizon;
  }

  Departures departures() {
    return departures;
  }

  QueueUse use() {
    return use;
  }

  Watchers watchers() {
    return watchers;
  }

  boolean deleted() {
    return deleted;
  }

  /** Applies changed settings; a lower limit drops what is too much. */
  void configure(QueueSettings changed) {
    settings = changed;
    figures.settings(changed);
    consumers.singleActive(changed.singleActiveConsumer());
    use.expiresMillis(changed.expiresMillis(), consumers.size());
    timeouts.limitMillis(changed.consumerTimeoutMillis());
    evictions.dropExcess();
    dispatch();
  }

  // Coming in.

  long nextSequence() {
    return ++lastSequence;
  }

  boolean journals(Message message) {
    return identity.durable() && message.persistent();
  }

  /** When a message that comes now expires, or 0. */
  long expiryOf(Message message, long delayMillis) {
    return settings.limitsLifeOf(message)
        ? settings.expiresAtMillis(message, delayMillis, nowMillis())
        : 0;
  }

  /** Whether there is room under the limits; a refused message is dead-lettered if so set. */
  boolean admits(Message message) {
    if (settings.overflow() == Overflow.DROP_HEAD || !overLimit(1, message.bodySizeBytes())) {
      return true;
    }
    if (settings.overflow() == Overflow.REJECT_PUBLISH_DLX) {
      Entry refused = new Entry();
      refused.arrived(message.retain(), 0, 0, 0, false);
      departures.die(refused, DeathReason.MAXLEN);
    }
    return false;
  }

  /** Whether so much more at once would not be refused as a whole. */
  boolean hasRoomFor(int messages, long bodyBytes) {
    return settings.overflow() != Overflow.REJECT_PUBLISH || !overLimit(messages, bodyBytes);
  }

  /** Whether there would be too much with so much more. */
  boolean overLimit(int moreMessages, long moreBytes) {
    long maxLength = settings.maxLength();
    long maxBytes = settings.maxLengthBytes();
    return (maxLength >= 0 && ready.size() + moreMessages > maxLength)
        || (maxBytes >= 0 && figures.readyBytes() + moreBytes > maxBytes);
  }

  /** Adds this queue's copy to the open message record. */
  void copy(JournalAppender appender, Message message, long sequence, long expiresAtMillis) {
    horizon.appending(sequence);
    copies.copy(appender, message, sequence, settings.priorityOf(message), expiresAtMillis);
  }

  /** Takes a message in; its copy has been recorded if it is journaled. Retains it. */
  void enqueue(Message message, long sequence, long expiresAtMillis, boolean journaled) {
    message.retain();
    count(Kind.PUBLISH);
    boolean direct = ready.isEmpty() && !dispatching && (!journaled || horizon.reaches(sequence));
    LocalSubscription taker = direct ? consumers.next() : null;
    if (taker != null) {
      LocalDelivery delivery = taker.delivery();
      delivery.arrived(message, sequence, expiresAtMillis, settings.priorityOf(message), journaled);
      countPersistent(delivery, 1);
      dispatching = true;
      hand(delivery, taker);
      dispatching = false;
      dispatch();
      return;
    }
    cursor.arrived(message, sequence, expiresAtMillis, settings.priorityOf(message), journaled);
    countPersistent(cursor, 1);
    boolean first = ready.isEmpty();
    addReady(cursor, first);
    if (settings.bounded()) {
      evictions.dropExcess();
    }
    if (expiresAtMillis != 0 && first && expiresAtMillis <= nowMillis()) {
      evictions.expireDue();
    }
    dispatch();
    tellAvailable();
    shard.pageOut().check();
  }

  private void tellAvailable() {
    if (!ready.isEmpty()) {
      watchers.available();
    }
  }

  private void addReady(Entry entry, boolean first) {
    ready.add(entry);
    figures.becameReady(entry);
    evictions.added(entry, first, true);
  }

  /** Takes over what recovery has found; the queue is empty until then. */
  void recovered(ReadyMessages found) {
    ready = found;
    found.forEach(
        entry -> {
          countPersistent(entry, 1);
          figures.becameReady(entry);
          evictions.added(entry, false, entry.deliveryCount == 0);
        });
    evictions.expireDue();
    evictions.dropExcess();
  }

  /** A consumer has come: what is published from now on can go to it at once. */
  void awaited() {
    if (identity.durable() && ready.isEmpty()) {
      horizon.awaited(lastSequence);
    }
  }

  /** Sequences up to this one were used before the start. */
  void sequencesUsed(long sequence) {
    lastSequence = Math.max(lastSequence, sequence);
  }

  // Going out.

  /** Gives out what consumers can take. */
  void dispatch() {
    if (dispatching) {
      return;
    }
    if (ready.isEmpty()) {
      figures.blocked(false);
      answerGets();
      return;
    }
    if (consumers.size() == 0 && waitingGets == null) {
      return;
    }
    dispatching = true;
    try {
      boolean more = true;
      while (more) {
        more = dispatchOne();
      }
    } finally {
      dispatching = false;
    }
    figures.blocked(!ready.isEmpty());
    if (ready.isEmpty()) {
      answerGets();
    }
  }

  private void answerGets() {
    if (waitingGets != null) {
      waitingGets.answerEmpty();
    }
  }

  private boolean dispatchOne() {
    if (!ready.peek(cursor)) {
      return false;
    }
    if (cursor.expiresAtMillis != 0 && Evictions.expired(cursor, nowMillis())) {
      return evictions.killHead(cursor, DeathReason.EXPIRED);
    }
    if (cursor.message == null) {
      coldReader().readHead();
      return false;
    }
    if (watchers.unwanted(cursor.message)) {
      evictions.dropHead();
      return true;
    }
    if (!horizon.allows(cursor)) {
      horizon.want(cursor.sequence);
      return false;
    }
    if (waitingGets != null && !waitingGets.isEmpty()) {
      waitingGets.serveOne(this);
      return true;
    }
    LocalSubscription taker = consumers.next();
    if (taker == null) {
      return false;
    }
    if (coldReader != null) {
      coldReader.readAhead(cursor.sequence);
    }
    LocalDelivery delivery = taker.delivery();
    ready.poll(delivery);
    figures.leftReady(delivery);
    hand(delivery, taker);
    return true;
  }

  /** Gives a message to a consumer; it is nowhere else at this moment. */
  private void hand(LocalDelivery delivery, LocalSubscription taker) {
    taker.delivered(delivery.encodedSizeBytes);
    boolean noAck = taker.spec().noAck();
    delivery.permit = !noAck && taker.spec().limiter() != null;
    count(noAck ? Kind.DELIVER_NO_ACK : Kind.DELIVER);
    give(delivery, noAck);
    if (noAck && !delivery.remote) {
      taker.done(delivery);
    }
    consumers.enterLine(taker);
  }

  /** Passes a delivery to whoever takes it, kept as unacknowledged or ended. */
  private void give(LocalDelivery delivery, boolean noAck) {
    delivery.redelivered = delivery.deliveryCount > 0 || horizon.mayHaveGone(delivery.sequence);
    if (delivery.redelivered) {
      count(Kind.REDELIVER);
    }
    if (delivery.journaled()) {
      horizon.given(delivery.sequence);
    }
    if (noAck) {
      countPersistent(delivery, -1);
      copies.settle(delivery);
    } else {
      copies.delivered(delivery);
      unacknowledged.add(delivery);
      figures.becameUnacknowledged(delivery);
      timeouts.added(delivery);
    }
    Message message = delivery.message;
    HandOver.give(shard, delivery);
    if (noAck) {
      watchers.gone(message, delivery.consumer());
      delivery.message = null;
      message.release();
      noteIdle();
    }
  }

  /** Takes the first message for a get; waits where its body must be read back first. */
  void get(boolean noAck, Consumer taker, CompletableFuture<OptionalLong> answer) {
    evictions.expireDue();
    if (ready.isEmpty()) {
      count(Kind.GET_EMPTY);
      answer.complete(OptionalLong.empty());
      return;
    }
    if (waitingGets == null) {
      waitingGets = new WaitingGets();
    }
    waitingGets.add(noAck, taker, answer);
    dispatch();
  }

  /** Gives the first message, which is in memory, to a get. */
  void serveGet(boolean noAck, Consumer taker) {
    LocalDelivery delivery = new LocalDelivery(facade, taker, null, taker.shard() != shard.shard());
    ready.poll(delivery);
    figures.leftReady(delivery);
    count(noAck ? Kind.GET_NO_ACK : Kind.GET);
    give(delivery, noAck);
  }

  /** What numbers its messages have, ready ones and those that consumers have. */
  RetainedRange retained() {
    long[] first = {ready.firstSequence(lastSequence + 1)};
    unacknowledged.forEach(entry -> first[0] = Math.min(first[0], entry.sequence));
    return new RetainedRange(first[0], lastSequence + 1);
  }

  /** Shows the first message's timestamp in the figures. */
  void noteHead() {
    Message head = ready.peek(cursor) ? cursor.message : null;
    Instant timestamp = head == null ? null : head.properties().timestamp();
    figures.headTimestamp(timestamp == null ? -1 : timestamp.getEpochSecond());
  }

  // Coming back.

  /** A consumer settles a delivery; harmless when the queue has gone meanwhile. */
  void settle(LocalDelivery delivery, Outcome outcome) {
    if (!takeBack(delivery)) {
      return;
    }
    switch (outcome) {
      case ACK -> {
        count(Kind.ACK);
        watchers.gone(delivery.message, delivery.consumer());
        departures.end(delivery);
      }
      case REQUEUE -> requeue(delivery);
      case REJECT -> departures.die(delivery, DeathReason.REJECTED);
    }
    noteIdle();
    dispatch();
    if (outcome == Outcome.REQUEUE) {
      tellAvailable();
    }
  }

  private boolean takeBack(LocalDelivery delivery) {
    if (delivery.permit) {
      delivery.permit = false;
      delivery.subscription.givePermitBack();
    }
    if (!unacknowledged.remove(delivery)) {
      return false;
    }
    figures.leftUnacknowledged(delivery);
    if (delivery.subscription != null) {
      delivery.subscription.settled();
      consumers.enterLine(delivery.subscription);
    }
    return true;
  }

  private void requeue(LocalDelivery delivery) {
    Entry back = delivery.keep();
    back.deliveryCount++;
    int limit = settings.deliveryLimit();
    if (limit >= 0 && back.deliveryCount > limit) {
      departures.die(back, DeathReason.DELIVERY_LIMIT);
      return;
    }
    ready.giveBack(back);
    figures.becameReady(back);
    evictions.added(back, false, false);
    evictions.dropExcess();
  }

  /** Records an acknowledgement that takes effect later, with its transaction. */
  void recordAck(LocalDelivery delivery) {
    if (delivery.linked && delivery.journaled()) {
      departures.recordEnd(delivery);
      delivery.flags &= ~Entry.JOURNALED;
    }
  }

  // Ending.

  /** Removes all ready messages. */
  long purge() {
    long count = departures.purge(ready);
    watchers.purged();
    answerGets();
    return count;
  }

  /** Ends the queue with all that is in it. Returns how many messages were ready. */
  long drop() {
    deleted = true;
    evictions.cancel();
    use.cancel();
    timeouts.cancel();
    for (LocalSubscription subscription : consumers.removeAll()) {
      Consumer consumer = subscription.spec().consumer();
      shard.send(consumer.shard(), () -> consumer.cancelled(CancelReason.QUEUE_DELETED));
    }
    long count = departures.dropAll(ready, unacknowledged);
    watchers.deleted();
    answerGets();
    return count;
  }

  /** Gives up all content when the broker has stopped; what is on disk stays. */
  void close() {
    deleted = true;
    departures.forgetAll(ready, unacknowledged);
  }

  // Bodies on disk.

  ColdReader coldReader() {
    if (coldReader == null) {
      coldReader = new ColdReader(this);
    }
    return coldReader;
  }

  /** A batch of bodies has come back: goes on with what waited for it. */
  void headRead() {
    if (!deleted) {
      evictions.expireDue();
      evictions.dropExcess();
      dispatch();
    }
  }

  private void noteIdle() {
    if (ready.isEmpty() && unacknowledged.size() == 0) {
      figures.idleSince(nowMillis());
    }
  }

  private void count(Kind kind) {
    figures.counters().add(kind, 1);
  }

  void countPersistent(Entry entry, int sign) {
    if (entry.journaled()) {
      figures.persistent(entry, sign);
    }
  }

  long nowMillis() {
    return shard.shard().currentTimeMillis();
  }
}
