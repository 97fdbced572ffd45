package io.motet.zmtp.peer;

/**
 * Limits and times of roles.
 *
 * @param requestTimeoutMillis how long a request may wait for its reply; 0 for no limit
 * @param maxPendingRequests of one peer
 * @param maxReplyParts kept of one reply, for a requester that takes one message
 * @param failureReplies whether requesters are told of failures by a message
 * @param pushHighWatermark messages that wait in a queue before its PUSH peers are not read; 0 for
 *     no limit
 * @param pullPrefetch messages written to a PULL peer that the system has not taken yet
 * @param routerPrefetch requests that a ROUTER worker works on
 * @param maxSubscriptions of one peer
 * @param maxSubscriptionBytes of one topic
 * @param subscriberQueueLength messages that wait for a slow subscriber
 * @param pubsubExchange where publishers and subscribers meet
 * @param joinedExchange the topic exchange that it is joined with, or null
 * @param majordomoHeartbeatMillis between two heartbeats of Majordomo workers
 * @param majordomoLiveness how many may be missing
 * @param titanicExpiresMillis how long a reply is kept that nobody asks for
 */
public record PeerOptions(
    long requestTimeoutMillis,
    int maxPendingRequests,
    int maxReplyParts,
    boolean failureReplies,
    int pushHighWatermark,
    int pullPrefetch,
    int routerPrefetch,
    int maxSubscriptions,
    int maxSubscriptionBytes,
    int subscriberQueueLength,
    String pubsubExchange,
    String joinedExchange,
    long majordomoHeartbeatMillis,
    int majordomoLiveness,
    long titanicExpiresMillis) {}
