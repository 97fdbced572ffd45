import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** All pairs of sockets with JeroMQ, which speaks ZeroMQ's protocol in Java. */
public final class Check {
  private static final int PATIENCE_MILLIS = 10_000;

  /** JeroMQ 0.6.0 stalls in one of some 500 handshakes, against libzmq too: then once more. */
  private static final int TRIES = 3;

  private final ZContext context;
  private final String url;
  private final String service = "java-" + UUID.randomUUID().toString().substring(0, 8);

  private interface Test {
    void run(Check check);
  }

  private Check(ZContext context, String url) {
    this.context = context;
    this.url = url;
  }

  public static void main(String[] arguments) {
    Map<String, Test> tests = new LinkedHashMap<>();
    tests.put("req-rep", Check::reqRep);
    tests.put("frames and sizes", Check::framesAndSizes);
    tests.put("dealer-rep", Check::dealerRep);
    tests.put("dealer-router", Check::dealerRouter);
    tests.put("a lost worker", Check::lostWorker);
    tests.put("push-pull", Check::pushPull);
    tests.put("pub-sub", check -> check.pubSub(SocketType.PUB, SocketType.SUB));
    tests.put("xpub-xsub", check -> check.pubSub(SocketType.XPUB, SocketType.XSUB));
    int failed = 0;
    for (Map.Entry<String, Test> test : tests.entrySet()) {
      failed += passes(test.getKey(), test.getValue(), arguments[0]) ? 0 : 1;
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  private static boolean passes(String name, Test test, String url) {
    for (int i = 1; i <= TRIES; i++) {
      try (ZContext context = new ZContext()) {
        context.setLinger(0);
        test.run(new Check(context, url));
        System.out.println("  ok " + name);
        return true;
      } catch (RuntimeException | AssertionError e) {
        System.out.println("  try " + i + " of " + name + ": " + e);
      }
    }
    System.out.println("  FAIL " + name);
    return false;
  }

  private ZMQ.Socket connect(SocketType type) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setSendTimeOut(PATIENCE_MILLIS);
    socket.setPlainUsername(service + "/guest");
    socket.setPlainPassword("guest");
    socket.connect(url);
    return socket;
  }

  private static void send(ZMQ.Socket socket, byte[]... frames) {
    for (int i = 0; i < frames.length; i++) {
      check(i < frames.length - 1 ? socket.sendMore(frames[i]) : socket.send(frames[i]), "sent");
    }
  }

  private static List<byte[]> receive(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      check(frame != null, "nothing came");
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }

  private static void expect(ZMQ.Socket socket, byte[]... frames) {
    List<byte[]> got = receive(socket);
    check(got.size() == frames.length, got.size() + " frames, not " + frames.length);
    for (int i = 0; i < frames.length; i++) {
      check(java.util.Arrays.equals(got.get(i), frames[i]), "frame " + i + " is another");
    }
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void reqRep() {
    ZMQ.Socket client = connect(SocketType.REQ);
    ZMQ.Socket worker = connect(SocketType.REP);
    for (int i = 0; i < 100; i++) {
      send(client, text("Hello " + i));
      expect(worker, text("Hello " + i));
      send(worker, text("World " + i));
      expect(client, text("World " + i));
    }
  }

  private void framesAndSizes() {
    ZMQ.Socket client = connect(SocketType.REQ);
    ZMQ.Socket worker = connect(SocketType.REP);
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);
    byte[][][] messages = {{{}}, {{}, {}}, {text("a"), {}, new byte[300]}, {large}};
    for (byte[][] message : messages) {
      send(client, message);
      expect(worker, message);
      send(worker, message);
      expect(client, message);
    }
  }

  private void dealerRep() {
    ZMQ.Socket client = connect(SocketType.DEALER);
    ZMQ.Socket worker = connect(SocketType.REP);
    for (int i = 0; i < 20; i++) {
      send(client, text("id" + i), new byte[0], text("job" + i));
    }
    for (int i = 0; i < 20; i++) {
      expect(worker, text("job" + i));
      send(worker, text("done" + i));
    }
    for (int i = 0; i < 20; i++) {
      expect(client, text("id" + i), new byte[0], text("done" + i));
    }
  }

  private void dealerRouter() {
    ZMQ.Socket client = connect(SocketType.DEALER);
    ZMQ.Socket worker = connect(SocketType.ROUTER);
    for (int i = 0; i < 5; i++) {
      send(client, text("job" + i));
    }
    for (int i = 0; i < 5; i++) {
      List<byte[]> job = receive(worker);
      send(worker, job.toArray(byte[][]::new));
    }
    for (int i = 0; i < 5; i++) {
      expect(client, text("job" + i));
    }
  }

  private void lostWorker() {
    ZMQ.Socket lost = connect(SocketType.REP);
    ZMQ.Socket client = connect(SocketType.REQ);
    send(client, text("precious"));
    expect(lost, text("precious"));
    lost.close();
    ZMQ.Socket other = connect(SocketType.REP);
    expect(other, text("precious"));
    send(other, text("safe"));
    expect(client, text("safe"));
  }

  private void pushPull() {
    ZMQ.Socket push = connect(SocketType.PUSH);
    for (int i = 0; i < 10_000; i++) {
      send(push, text("task " + i));
    }
    ZMQ.Socket pull = connect(SocketType.PULL);
    for (int i = 0; i < 10_000; i++) {
      expect(pull, text("task " + i));
    }
  }

  /** Publishes until it comes: a publisher drops what nobody has asked for yet. */
  private void pubSub(SocketType publisher, SocketType subscriber) {
    ZMQ.Socket sub = connect(subscriber);
    ZMQ.Socket pub = connect(publisher);
    if (subscriber == SocketType.SUB) {
      sub.subscribe(text(service));
    } else {
      send(sub, text("\1" + service));
    }
    sub.setReceiveTimeOut(50);
    byte[] came = null;
    for (int i = 0; came == null && i < PATIENCE_MILLIS / 50; i++) {
      send(pub, text(service + ".a"), text("body"));
      came = sub.recv();
    }
    check(came != null, "nothing came");
    check(new String(came, StandardCharsets.UTF_8).equals(service + ".a"), "another topic");
    check(sub.hasReceiveMore() && sub.recvStr().equals("body"), "another body");
  }
}
