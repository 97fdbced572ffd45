package io.motet.kafka.sasl;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/** One login under way, in one mechanism. Used for one connection, one step after the other. */
public interface SaslExchange {
  /**
   * What follows from a token of the client.
   *
   * @param answer for the client; empty where there is nothing to say
   * @param user who has proved to be that; null as long as it goes on, or when it failed
   * @param failure what the client is told when it failed; else null
   * @param expiresAtMillis when the proof ends, since the epoch; {@link #NEVER} if it does not
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Step(byte[] answer, String user, String failure, long expiresAtMillis) {
    static final long NEVER = Long.MAX_VALUE;
    private static final byte[] NOTHING = {};

    static Step goOn(byte[] answer) {
      return new Step(answer, null, null, NEVER);
    }

    static Step done(byte[] answer, String user) {
      return done(answer, user, NEVER);
    }

    static Step done(byte[] answer, String user, long expiresAtMillis) {
      return new Step(answer, user, null, expiresAtMillis);
    }

    static Step failed(String failure) {
      return new Step(NOTHING, null, failure, NEVER);
    }
  }

  /** The mechanism's name in the protocol. */
  String mechanism();

  /**
   * Takes the client's next token.
   *
   * @param peer where the client is
   * @return completes on any thread; never fails
   */
  CompletableFuture<Step> step(byte[] token, InetAddress peer);
}
