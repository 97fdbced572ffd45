package io.motet.zmtp.connection;

import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.PeerRole;

/** Makes the role of a peer, by its socket type. */
@FunctionalInterface
public interface RoleFactory {
  /** The type has a complement. */
  PeerRole roleOf(Peer peer);
}
