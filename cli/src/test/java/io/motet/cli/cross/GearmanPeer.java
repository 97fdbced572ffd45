package io.motet.cli.cross;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A Gearman client or worker on a blocking socket; zero bytes are written as {@code |}. */
final class GearmanPeer implements AutoCloseable {
  static final int CAN_DO = 1;
  static final int PRE_SLEEP = 4;
  static final int NOOP = 6;
  static final int SUBMIT_JOB = 7;
  static final int JOB_CREATED = 8;
  static final int GRAB_JOB = 9;
  static final int WORK_STATUS = 12;
  static final int WORK_COMPLETE = 13;
  static final int WORK_FAIL = 14;
  static final int GET_STATUS = 15;
  static final int ECHO_REQ = 16;
  static final int SUBMIT_JOB_BG = 18;
  static final int WORK_EXCEPTION = 25;
  static final int OPTION_REQ = 26;
  static final int WORK_DATA = 28;

  private static final int REQUEST = 0x00524551;
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  GearmanPeer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** A worker for one function, registered. */
  static GearmanPeer worker(int port, String function) throws IOException {
    GearmanPeer worker = new GearmanPeer(port).send(CAN_DO, function);
    worker.send(ECHO_REQ, "").read();
    return worker;
  }

  GearmanPeer send(int type, String data) throws IOException {
    byte[] bytes = data.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
    out.writeInt(REQUEST);
    out.writeInt(type);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
    return this;
  }

  /** The next packet as {@code type:data}. */
  String read() throws IOException {
    in.readInt();
    int type = in.readInt();
    byte[] data = new byte[in.readInt()];
    in.readFully(data);
    return type + ":" + new String(data, StandardCharsets.ISO_8859_1).replace('\0', '|');
  }

  /** Submits and returns the handle. */
  String submit(int type, String data) throws IOException {
    String created = send(type, data).read();
    if (!created.startsWith(JOB_CREATED + ":")) {
      throw new IOException("not created: " + created);
    }
    return created.substring(created.indexOf(':') + 1);
  }

  /** Waits for a job and returns its handle; the data must be this. */
  String grab(String function, String data) throws IOException {
    send(PRE_SLEEP, "");
    String noop = read();
    String job = send(GRAB_JOB, "").read();
    String handle = job.substring(job.indexOf(':') + 1, job.indexOf('|'));
    if (!noop.equals(NOOP + ":") || !job.endsWith("|" + function + "|" + data)) {
      throw new IOException("unexpected " + noop + " and " + job);
    }
    return handle;
  }

  /** What an administrative command lists. */
  String list(String command) throws IOException {
    out.write((command + "\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    StringBuilder lines = new StringBuilder();
    String line = line();
    while (!line.equals(".")) {
      lines.append(line).append('\n');
      line = line();
    }
    return lines.toString();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
      line.append((char) octet);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
