package io.motet.kafka.connection;

import io.motet.broker.socket.OpenSockets;

/** Every connection whose socket is open. Any thread. */
public final class OpenConnections extends OpenSockets<KafkaConnection> {
  /** None yet. */
  public OpenConnections() {
    super(KafkaConnection::shard);
  }

  /** Closes all; each on its shard, later. */
  public void closeAll(String why) {
    onEach(connection -> connection.close(why));
  }
}
