package io.motet.gearman.config;

/**
 * What the settings say, read once.
 *
 * @param virtualHost whose queues are the functions
 * @param user whose permissions count for all connections; empty for no check
 * @param jobRetries how often a job may be lost by workers before it fails; 0 for no limit
 * @param retryDelayMillis how long a lost job waits before another worker gets it
 * @param deadLetterQueue where jobs go that were lost too often; empty for nowhere
 * @param workerWakeup how many sleeping workers a job wakes; 0 for as many as are needed
 * @param roundRobin whether a worker's functions take turns
 * @param exceptions whether all clients are told of exceptions, not only those that asked
 * @param handlePrefix what job handles begin with
 * @param maxConnections 0 for no limit
 * @param maxFunctions most functions that a worker may say it can do
 * @param maxUnconfirmed most jobs of one connection that are not yet safe on disk
 * @param maxUnsentBytes a client that lets more than this pile up is disconnected
 */
public record GearmanOptions(
    String virtualHost,
    String user,
    int jobRetries,
    long retryDelayMillis,
    String deadLetterQueue,
    int workerWakeup,
    boolean roundRobin,
    boolean exceptions,
    String handlePrefix,
    String version,
    int maxPacketBytes,
    int maxLineBytes,
    int maxConnections,
    int maxFunctions,
    int maxUnconfirmed,
    long maxUnsentBytes) {}
