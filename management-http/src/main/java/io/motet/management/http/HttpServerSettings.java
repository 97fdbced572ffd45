package io.motet.management.http;

import java.net.InetSocketAddress;

/**
 * How one HTTP server runs.
 *
 * @param name for its threads
 * @param address port 0 for any free port
 * @param largestBodyBytes longer requests are answered with 400 and the connection closed
 * @param workers most threads that answer requests; idle ones end
 * @param waitingRequests most requests that wait for a worker; more are answered with 503
 * @param idleTimeoutMillis a connection without a request for that long is closed
 */
public record HttpServerSettings(
    String name,
    InetSocketAddress address,
    int largestBodyBytes,
    int workers,
    int waitingRequests,
    long idleTimeoutMillis) {}
