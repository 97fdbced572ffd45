package io.motet.kafka.share;

import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.share.ShareGroups;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Opens, finds and ends sessions. On the connection's shard. */
public final class ShareSessions {
  /** The epoch that opens a session. */
  static final int OPEN = 0;

  /** The epoch that closes a session. */
  static final int CLOSE = -1;

  /**
   * What was found.
   *
   * @param session null when there is an error
   */
  record Found(ShareSession session, ErrorCode error) {}

  private final ShareGroups groups;
  private final ShareParts parts;
  private final AtomicLong numbers = new AtomicLong();

  /** For all connections. */
  public ShareSessions(ShareGroups groups, ShareParts parts) {
    this.groups = groups;
    this.parts = parts;
  }

  /** Opens one in the place of any that the connection has. */
  ShareSession open(ClientSession connection, String group, String member) {
    ShareSession old = connection.attachment(ShareSession.class);
    if (old == null) {
      connection.whenClosed(() -> end(connection));
    } else {
      end(connection);
    }
    ShareSession session = new ShareSession(group, member, numbers.incrementAndGet());
    connection.attach(ShareSession.class, session);
    return session;
  }

  /** The one that a request with that epoch goes on with. */
  Found find(ClientSession connection, String group, String member, int epoch) {
    ShareSession session = connection.attachment(ShareSession.class);
    if (session == null || session.isClosed() || !session.isOf(group, member)) {
      return new Found(null, ErrorCode.SHARE_SESSION_NOT_FOUND);
    }
    if (epoch == CLOSE) {
      return new Found(session, ErrorCode.NONE);
    }
    if (epoch != session.nextEpoch()) {
      return new Found(null, ErrorCode.INVALID_SHARE_SESSION_EPOCH);
    }
    session.advance();
    return new Found(session, ErrorCode.NONE);
  }

  /** The member gives back what it has, when all that it asked for before is done. */
  void end(ClientSession connection) {
    ShareSession session = connection.attachment(ShareSession.class);
    if (session != null && !session.isClosed()) {
      session.close();
      List<ShareKey> touched = session.touched();
      groups.run(() -> release(touched, session.owner()));
    }
  }

  private void release(List<ShareKey> keys, String owner) {
    for (ShareKey key : keys) {
      SharePart part = parts.inUse(key);
      if (part != null) {
        part.release(owner);
      }
    }
  }
}
