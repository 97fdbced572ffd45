package io.motet.zmtp.connection;

import io.motet.broker.socket.OpenSockets;
import io.motet.broker.spi.FrontEndContext;
import io.motet.zmtp.peer.PeerOptions;

/** What all connections of the front end share. */
public record ConnectionServices(
    FrontEndContext broker,
    ConnectionOptions options,
    PeerOptions peerOptions,
    RoleFactory roles,
    OpenSockets<ZmtpConnection> open) {}
