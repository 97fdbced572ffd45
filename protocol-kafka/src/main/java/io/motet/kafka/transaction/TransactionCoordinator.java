package io.motet.kafka.transaction;

import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All transactions. Every step is durable before it is answered, so that after a crash a
 * transaction whose end was decided is ended, and one that was open is open or times out. On the
 * metadata shard, but for {@link #run} and {@link #ongoing}.
 */
public final class TransactionCoordinator {
  private static final Logger log = LoggerFactory.getLogger(TransactionCoordinator.class);
  private static final String KIND = "kafka-transaction";

  private final MetadataStore store;
  private final Shard shard;
  private final Supplier<CompletableFuture<Long>> producerIds;
  private final GroupOffsets groupOffsets;
  private final TransactionOptions options;
  private final EndMarkers markers;
  private final OngoingTransactions ongoing = new OngoingTransactions();
  private final Map<String, Transaction> transactions = new HashMap<>();

  /**
   * None yet; see {@link #recover}.
   *
   * @param producerIds gives ids that were never used
   * @param groupOffsets gets the offsets of committed transactions
   */
  public TransactionCoordinator(
      MetadataStore store,
      Topics topics,
      Supplier<CompletableFuture<Long>> producerIds,
      GroupOffsets groupOffsets,
      TransactionOptions options) {
    this.store = store;
    this.shard = store.shard();
    this.producerIds = producerIds;
    this.groupOffsets = groupOffsets;
    this.options = options;
    this.markers = new EndMarkers(topics, shard);
  }

  /** Takes over what is in the store, and ends what was decided to end. Before any request. */
  public void recover() {
    store.forEach(
        KIND,
        (key, fields) -> {
          String id = MetadataKey.parts(key).get(1);
          Transaction transaction = Transaction.decode(id, fields);
          transactions.put(id, transaction);
          ongoing.changed(transaction);
        });
    shard.run(
        () -> {
          transactions.values().forEach(this::recover);
          lookForUnused();
        });
  }

  private void recover(Transaction transaction) {
    switch (transaction.state()) {
      case ONGOING -> startTimer(transaction);
      case PREPARE_COMMIT, PREPARE_ABORT -> finish(transaction);
      case COMPLETE_COMMIT, COMPLETE_ABORT ->
          markers.write(
              List.copyOf(transaction.partitions()),
              transaction.marker(),
              transaction.state().commits());
      case EMPTY -> {
        // Nothing is open.
      }
    }
  }

  private void lookForUnused() {
    shard.schedule(
        options.expiryCheckMillis(),
        () -> {
          lookForUnused();
          forgetUnused();
        });
  }

  /** Ids that nobody came back to; who does gets another producer. */
  private void forgetUnused() {
    long since = shard.currentTimeMillis() - options.idExpiryMillis();
    List<Transaction> unused =
        transactions.values().stream()
            .filter(transaction -> transaction.isUnusedSince(since))
            .toList();
    if (unused.isEmpty()) {
      return;
    }
    log.info("{} transactional ids were not used for long and are forgotten", unused.size());
    for (Transaction transaction : unused) {
      transactions.remove(transaction.id());
      ongoing.forget(transaction.producer());
    }
    store.change(
        change -> {
          unused.forEach(transaction -> change.delete(MetadataKey.of(KIND, transaction.id())));
          return null;
        });
  }

  /** Runs the task where transactions live. Any thread. */
  public void run(Runnable task) {
    shard.run(task);
  }

  /** What those who append ask. Any thread. */
  public OngoingTransactions ongoing() {
    return ongoing;
  }

  /** Null when there is none. */
  Transaction find(String id) {
    return transactions.get(id);
  }

  Collection<Transaction> all() {
    return transactions.values();
  }

  /** Whether a group's offset waits for the end of a transaction. */
  public boolean isPending(String group, String topic, int partition) {
    for (Transaction transaction : transactions.values()) {
      for (PendingOffset offset : transaction.offsets()) {
        if (offset.isOf(group, topic, partition)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Gives a producer its id and epoch, and ends whatever an earlier life of it left open.
   *
   * @param expected who it says to be, or {@link Producer#NONE}
   * @param answer gets an error, or {@code NONE} and the producer
   */
  public void initialize(String id, int timeoutMillis, Producer expected, Initialized answer) {
    Transaction transaction = transactions.get(id);
    if (timeoutMillis <= 0 || timeoutMillis > options.maxTimeoutMillis()) {
      answer.initialized(ErrorCode.INVALID_TRANSACTION_TIMEOUT, Producer.NONE);
    } else if (transaction == null) {
      create(id, timeoutMillis, answer);
    } else if (!expected.equals(Producer.NONE) && !expected.equals(transaction.producer())) {
      answer.initialized(ErrorCode.PRODUCER_FENCED, Producer.NONE);
    } else if (transaction.state().isEnding()) {
      answer.initialized(ErrorCode.CONCURRENT_TRANSACTIONS, Producer.NONE);
    } else if (transaction.state() == TransactionState.ONGOING) {
      // Whoever has the old epoch is shut out by the markers; the client asks again.
      fence(transaction);
      answer.initialized(ErrorCode.CONCURRENT_TRANSACTIONS, Producer.NONE);
    } else {
      renew(transaction, timeoutMillis, answer);
    }
  }

  /** Told about a new producer. */
  @FunctionalInterface
  public interface Initialized {
    /** Once. */
    void initialized(ErrorCode error, Producer producer);
  }

  private void create(String id, int timeoutMillis, Initialized answer) {
    producerIds
        .get()
        .whenComplete(
            (producerId, failure) ->
                run(
                    () -> {
                      if (failure != null) {
                        answer.initialized(ErrorCode.COORDINATOR_NOT_AVAILABLE, Producer.NONE);
                      } else if (transactions.containsKey(id)) {
                        answer.initialized(ErrorCode.CONCURRENT_TRANSACTIONS, Producer.NONE);
                      } else {
                        Producer producer = new Producer(producerId, (short) 0);
                        Transaction created = new Transaction(id, producer, timeoutMillis);
                        transactions.put(id, created);
                        saveAndAnswer(created, answer);
                      }
                    }));
  }

  private void renew(Transaction transaction, int timeoutMillis, Initialized answer) {
    Producer producer = transaction.producer();
    if (producer.hasNextEpoch()) {
      transaction.reset(producer.nextEpoch(), timeoutMillis);
      saveAndAnswer(transaction, answer);
      return;
    }
    producerIds
        .get()
        .whenComplete(
            (producerId, failure) ->
                run(
                    () -> {
                      if (failure != null || !transaction.producer().equals(producer)) {
                        answer.initialized(ErrorCode.CONCURRENT_TRANSACTIONS, Producer.NONE);
                        return;
                      }
                      ongoing.forget(producer);
                      transaction.reset(new Producer(producerId, (short) 0), timeoutMillis);
                      saveAndAnswer(transaction, answer);
                    }));
  }

  private void saveAndAnswer(Transaction transaction, Initialized answer) {
    Producer producer = transaction.producer();
    save(
        transaction,
        error -> answer.initialized(error, error == ErrorCode.NONE ? producer : Producer.NONE));
  }

  /** The transaction will write to these partitions; begins it if need be. */
  public void addPartitions(
      String id, Producer producer, Collection<TopicPart> added, Consumer<ErrorCode> answer) {
    Transaction transaction = transactions.get(id);
    ErrorCode wrong = checkOpen(transaction, producer);
    if (wrong != ErrorCode.NONE) {
      answer.accept(wrong);
      return;
    }
    begin(transaction);
    if (transaction.partitions().addAll(added)) {
      save(transaction, answer);
    } else {
      answer.accept(ErrorCode.NONE);
    }
  }

  /** The transaction will commit offsets of this group; begins it if need be. */
  public void addGroup(String id, Producer producer, String group, Consumer<ErrorCode> answer) {
    Transaction transaction = transactions.get(id);
    ErrorCode wrong = checkOpen(transaction, producer);
    if (wrong != ErrorCode.NONE) {
      answer.accept(wrong);
      return;
    }
    begin(transaction);
    transaction.addGroup(group);
    save(transaction, answer);
  }

  /**
   * The group has these offsets when the transaction is committed.
   *
   * @param begins whether this also says that the transaction will commit offsets of the group
   */
  public void addOffsets(
      String id,
      Producer producer,
      List<PendingOffset> offsets,
      boolean begins,
      Consumer<ErrorCode> answer) {
    Transaction transaction = transactions.get(id);
    ErrorCode wrong = checkOpen(transaction, producer);
    if (wrong == ErrorCode.NONE && begins) {
      begin(transaction);
      offsets.forEach(offset -> transaction.addGroup(offset.group()));
    }
    boolean told =
        wrong == ErrorCode.NONE
            && transaction.state() == TransactionState.ONGOING
            && offsets.stream().allMatch(offset -> transaction.hasGroup(offset.group()));
    if (wrong == ErrorCode.NONE && !told) {
      wrong = ErrorCode.INVALID_TXN_STATE;
    }
    if (wrong != ErrorCode.NONE) {
      answer.accept(wrong);
      return;
    }
    offsets.forEach(transaction::addOffset);
    save(transaction, answer);
  }

  private static ErrorCode checkOpen(Transaction transaction, Producer producer) {
    ErrorCode wrong = EndRequests.check(transaction, producer);
    return wrong == ErrorCode.NONE && transaction.state().isEnding()
        ? ErrorCode.CONCURRENT_TRANSACTIONS
        : wrong;
  }

  private void begin(Transaction transaction) {
    if (transaction.begin(shard.currentTimeMillis())) {
      startTimer(transaction);
    }
  }

  private void startTimer(Transaction transaction) {
    Producer producer = transaction.producer();
    transaction.timeOutWith(
        shard.schedule(transaction.timeoutMillis(), () -> timedOut(transaction, producer)));
  }

  private void timedOut(Transaction transaction, Producer producer) {
    boolean same = transaction.producer().equals(producer);
    if (same && transaction.state() == TransactionState.ONGOING) {
      log.info("transaction {} timed out and is aborted", transaction.id());
      fence(transaction);
    }
  }

  /** Aborts, and shuts its producer out. */
  private void fence(Transaction transaction) {
    if (transaction.producer().hasNextEpoch()) {
      transaction.replaceProducer(transaction.producer().nextEpoch());
    }
    transaction.prepare(false);
    decided(transaction, error -> {});
  }

  /** Ends the transaction. Answered when all partitions and groups know. */
  public void end(String id, Producer producer, boolean commit, Consumer<ErrorCode> answer) {
    Transaction transaction = transactions.get(id);
    EndRequests.judge(transaction, producer, commit)
        .ifPresentOrElse(
            answer,
            () -> {
              transaction.prepare(commit);
              decided(transaction, answer);
            });
  }

  /**
   * Ends the transaction and gives its producer a new epoch (KIP-890), or another id when there are
   * no more epochs.
   *
   * @param answer gets an error, or {@code NONE} and the producer as it is from now on
   */
  public void endWithNewEpoch(String id, Producer producer, boolean commit, Initialized answer) {
    Transaction transaction = transactions.get(id);
    Optional<ErrorCode> verdict = EndRequests.judgeWithEpochs(transaction, producer, commit);
    if (verdict.isPresent()) {
      ErrorCode error = verdict.get();
      answer.initialized(error, error == ErrorCode.NONE ? transaction.producer() : Producer.NONE);
    } else if (producer.hasNextEpoch()) {
      endWithNewEpoch(transaction, commit, null, answer);
    } else {
      producerIds
          .get()
          .whenComplete(
              (producerId, failure) ->
                  run(
                      () -> {
                        if (failure != null || !transaction.producer().equals(producer)) {
                          answer.initialized(ErrorCode.CONCURRENT_TRANSACTIONS, Producer.NONE);
                        } else {
                          Producer next = new Producer(producerId, (short) 0);
                          endWithNewEpoch(transaction, commit, next, answer);
                        }
                      }));
    }
  }

  private void endWithNewEpoch(
      Transaction transaction, boolean commit, Producer next, Initialized answer) {
    transaction.prepareWithNewEpoch(commit, next);
    decided(
        transaction,
        error ->
            answer.initialized(
                error, error == ErrorCode.NONE ? transaction.producer() : Producer.NONE));
  }

  /** How it ends is decided: once that is durable, it is carried out. */
  private void decided(Transaction transaction, Consumer<ErrorCode> answer) {
    save(
        transaction,
        error -> {
          if (error == ErrorCode.NONE) {
            finish(transaction).thenRun(() -> answer.accept(ErrorCode.NONE));
          } else {
            answer.accept(error);
          }
        });
  }

  /** Tells the partitions; then, in one step, the groups and the record of the transaction. */
  private CompletableFuture<Void> finish(Transaction transaction) {
    boolean commit = transaction.state().commits();
    Producer marker = transaction.producer();
    return markers
        .write(List.copyOf(transaction.partitions()), marker, commit)
        .thenCompose(
            told ->
                store.change(
                    change -> {
                      if (commit) {
                        groupOffsets.commit(change, List.copyOf(transaction.offsets()));
                      }
                      transaction.complete();
                      if (transaction.producer().id() != marker.id()) {
                        ongoing.forget(marker);
                      }
                      put(change, transaction);
                      return null;
                    }));
  }

  private void save(Transaction transaction, Consumer<ErrorCode> answer) {
    store
        .change(
            change -> {
              put(change, transaction);
              return null;
            })
        .whenComplete(
            (done, failure) ->
                answer.accept(
                    failure == null ? ErrorCode.NONE : ErrorCode.COORDINATOR_NOT_AVAILABLE));
  }

  private void put(MetadataChange change, Transaction transaction) {
    ongoing.changed(transaction);
    transaction.changed(shard.currentTimeMillis());
    change.put(MetadataKey.of(KIND, transaction.id()), transaction.encode());
  }
}
