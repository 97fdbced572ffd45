package io.motet.zmtp.connection;

import io.motet.zmtp.codec.FrameLimits;
import java.util.Set;

/**
 * Limits and times of connections.
 *
 * @param mechanisms those that peers may use
 * @param anonymousUser whose permissions a peer has that does not say who it is; null to refuse it
 * @param virtualHost where a peer works that names none
 * @param curve the keys of mechanism CURVE
 * @param limits after the handshake
 * @param maxPeers open connections; more are refused
 * @param maxMetadataBytes of a handshake's properties
 * @param maxProperties in a handshake
 * @param handshakeTimeoutMillis from the first byte to READY
 * @param refusalDelayMillis how long a refused peer waits for the end of its connection
 * @param heartbeatIntervalMillis silence after which a peer is pinged; 0 for never
 * @param heartbeatTimeoutMillis how long it may take to answer
 */
public record ConnectionOptions(
    Set<String> mechanisms,
    String anonymousUser,
    String virtualHost,
    CurveOptions curve,
    FrameLimits limits,
    int maxPeers,
    int maxMetadataBytes,
    int maxProperties,
    long handshakeTimeoutMillis,
    long refusalDelayMillis,
    long heartbeatIntervalMillis,
    long heartbeatTimeoutMillis) {}
