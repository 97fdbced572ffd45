package io.motet.zmtp.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Short forms for JeroMQ sockets; a receive that takes too long fails. */
final class Sockets {
  private static final int PATIENCE_MILLIS = 30_000;

  /** JeroMQ 0.6.0 now and then forgets to poll a fresh connection; it tries again after this. */
  private static final int HANDSHAKE_MILLIS = 500;

  private Sockets() {}

  static ZMQ.Socket connect(ZContext context, SocketType type, String url) {
    ZMQ.Socket socket = create(context, type);
    socket.connect(url);
    return socket;
  }

  /** One that is still to be connected. */
  static ZMQ.Socket create(ZContext context, SocketType type) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setSendTimeOut(PATIENCE_MILLIS);
    socket.setLinger(0);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    return socket;
  }

  static void send(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  static List<byte[]> receive(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      if (frame == null) {
        throw new AssertionError("nothing came");
      }
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }

  static List<String> texts(List<byte[]> frames) {
    return frames.stream().map(frame -> new String(frame, StandardCharsets.UTF_8)).toList();
  }
}
