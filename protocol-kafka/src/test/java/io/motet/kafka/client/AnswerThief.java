package io.motet.kafka.client;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a broker, and now and then cuts a connection when it has got the
 * answer to a Produce request: the broker has the records, and the client does not know.
 */
final class AnswerThief implements AutoCloseable {
  private static final int PRODUCE = 0;
  private static final int CORRELATION_ID_AT = 4;

  private final ServerSocket listener;
  private final int every;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger stolen = new AtomicInteger();
  private int brokerPort;

  /** Steals every so manieth answer. */
  AnswerThief(int every) throws IOException {
    this.every = every;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  int port() {
    return listener.getLocalPort();
  }

  int stolen() {
    return stolen.get();
  }

  /** Lets clients through from now on. */
  void open(int port) {
    brokerPort = port;
    start(this::accept);
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // An end of the connection, or of the test.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Task {
    void run() throws IOException;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
      Set<Integer> produced = Collections.synchronizedSet(new HashSet<>());
      start(() -> forwardRequests(client, broker, produced));
      start(() -> forwardAnswers(broker, client, produced));
    }
  }

  private static byte[] frame(DataInputStream in) throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }

  private static void forwardRequests(Socket client, Socket broker, Set<Integer> produced)
      throws IOException {
    try (client;
        broker) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(broker.getOutputStream());
      while (true) {
        byte[] request = frame(in);
        ByteBuffer bytes = ByteBuffer.wrap(request);
        if (bytes.getShort(0) == PRODUCE) {
          produced.add(bytes.getInt(CORRELATION_ID_AT));
        }
        out.writeInt(request.length);
        out.write(request);
      }
    }
  }

  private void forwardAnswers(Socket broker, Socket client, Set<Integer> produced)
      throws IOException {
    try (client;
        broker) {
      DataInputStream in = new DataInputStream(broker.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] answer = frame(in);
        boolean ofProduce = produced.remove(ByteBuffer.wrap(answer).getInt(0));
        if (ofProduce && answers.incrementAndGet() % every == 0) {
          stolen.incrementAndGet();
          return;
        }
        out.writeInt(answer.length);
        out.write(answer);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
