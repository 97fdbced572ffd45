"""The protocol itself, frame by frame: what a client library never sends, and every refusal's words.

Each case of cases.py sends frames and notes all that comes back. expected.txt has what RabbitMQ
3.10 answers, written by `check.py --record` against one; differences.txt has what Motet answers
differently on purpose. `check.py NAME...` runs only some cases.
"""

import os
import re
import socket
import sys
import time

import cases
import pika
from pika import frame, spec

ADDRESS = os.environ.get("BROKER_HOST", "127.0.0.1"), int(os.environ.get("BROKER_PORT", "5672"))
FOLDER = os.path.dirname(os.path.abspath(__file__))
EXPECTED = os.path.join(FOLDER, "expected.txt")
DIFFERENCES = os.path.join(FOLDER, "differences.txt")
# How long to wait for more; RabbitMQ holds some refusals back for three seconds.
QUIET_SECONDS = 0.3
CLOSE_SECONDS = 6


class Wire:
    """One socket that sends anything and writes down what it gets."""

    def __init__(self):
        self.socket = socket.create_connection(ADDRESS)
        self.buffer = b""
        self.heard = []
        self.closed = False

    def send(self, *parts):
        """Bytes as they are; (channel, method, ...) as method frames."""
        data = b""
        for part in parts:
            data += part if isinstance(part, bytes) else frame.Method(*part).marshal()
        try:
            self.socket.sendall(data)
        except OSError:
            pass  # closed already: what it said is still to be read
        return self

    def publish(self, channel, method, properties, body, size=None):
        self.send((channel, method))
        self.send(frame.Header(channel, len(body) if size is None else size, properties).marshal())
        if body:
            self.send(frame.Body(channel, body).marshal())
        return self

    def listen(self, seconds=QUIET_SECONDS, until=None):
        """Reads until nothing comes for so long, a line has come, or the server closes."""
        self.socket.settimeout(seconds)
        try:
            while until is None or until not in self.heard:
                data = self.socket.recv(65536)
                if not data:
                    self.closed = True
                    break
                self.buffer += data
                self._decode()
        except ConnectionError:
            self.closed = True
        except socket.timeout:
            pass
        return self

    def expect_close(self):
        return self.listen(CLOSE_SECONDS)

    def forget(self):
        self.heard.clear()
        return self

    def _decode(self):
        while self.buffer:
            if self.buffer.startswith(b"AMQP"):
                self.heard.append(repr(self.buffer[:8]))
                self.buffer = self.buffer[8:]
                continue
            size, decoded = frame.decode_frame(self.buffer)
            if not size:
                return
            self.buffer = self.buffer[size:]
            self.heard.append(describe(decoded))
            if self.heard[-1].startswith("0 Connection.Close "):
                self.send((0, spec.Connection.CloseOk()))

    def handshake(self, tune=None, open_vhost="/"):
        """Up to an open connection, with nothing noted down."""
        self.send(b"AMQP\0\0\x09\x01", (0, start_ok()))
        self.send((0, tune or spec.Connection.TuneOk(2047, 131072, 0)))
        self.send((0, spec.Connection.Open(open_vhost)))
        return self

    def channel(self, number=1):
        """An open connection with an open channel."""
        opened = f"{number} Channel.OpenOk"
        self.handshake().send((number, spec.Channel.Open())).listen(CLOSE_SECONDS, opened)
        assert opened in self.heard, self.heard
        return self.forget()


def start_ok(password="guest", mechanism="PLAIN", capabilities=True, response=None):
    properties = {"capabilities": {"authentication_failure_close": True}} if capabilities else {}
    return spec.Connection.StartOk(
        properties, mechanism, response or f"\0guest\0{password}", "en_US"
    )


def describe(decoded):
    number = decoded.channel_number
    if isinstance(decoded, frame.Heartbeat):
        return "heartbeat"
    if isinstance(decoded, frame.Header):
        return f"{number} header of {decoded.body_size}"
    if isinstance(decoded, frame.Body):
        return f"{number} body {decoded.fragment!r}"
    method = decoded.method
    text = f"{number} {method.NAME}"
    if method.NAME in ("Connection.Close", "Channel.Close"):
        text += f" {method.reply_code} {method.reply_text} ({method.class_id}, {method.method_id})"
    elif method.NAME == "Basic.Return":
        text += f" {method.reply_code} {method.reply_text}"
    elif method.NAME in ("Basic.Ack", "Basic.Nack"):
        text += f" {method.delivery_tag}"
    elif method.NAME in ("Queue.DeleteOk", "Queue.PurgeOk"):
        text += f" {method.message_count}"
    elif method.NAME == "Queue.DeclareOk":
        text += f" {method.queue} {method.message_count}"
    elif method.NAME == "Connection.Tune":
        text += f" {method.channel_max} {method.frame_max} {method.heartbeat}"
    elif method.NAME == "Connection.Start":
        # In no particular order.
        text += f" {sorted(method.mechanisms.decode().split())} {method.locales.decode()}"
    # The server's own names are different every time.
    return re.sub(r"amq\.gen-[\w-]{22}", "amq.gen-*", text.replace("\n", "\\n"))


def run(case):
    wire = Wire()
    try:
        case(wire)
        if not wire.closed:
            wire.listen()
        if any(line.startswith("0 Connection.Close ") for line in wire.heard) and not wire.closed:
            wire.expect_close()
        return wire.heard + ["closed" if wire.closed else "open"]
    finally:
        wire.socket.close()


def clean_up():
    """Takes away what a case may have left, also one that an earlier run broke off."""
    connection = pika.BlockingConnection(pika.ConnectionParameters(*ADDRESS))
    for kind, names in (("queue", cases.QUEUES), ("exchange", cases.EXCHANGES)):
        for name in names:
            for _ in range(50):
                channel = connection.channel()
                try:
                    getattr(channel, f"{kind}_delete")(name)
                    break
                except pika.exceptions.ChannelClosedByBroker:
                    # Exclusive to a connection whose end the server has yet to see.
                    time.sleep(0.1)
            channel.close()
    connection.close()


def read_answers(path):
    expected, lines = {}, None
    with open(path) as file:
        for line in file:
            if line.startswith("    "):
                lines.append(line.strip())
            elif not line.startswith("#") and line.strip():
                lines = expected.setdefault(line.strip(), [])
    return expected


def main(arguments):
    """Compares, or records, case by case."""
    recording = arguments == ["--record"]
    expected = {} if recording else read_answers(EXPECTED)
    if "BROKER_AGAINST" not in os.environ and not recording:
        expected.update(read_answers(DIFFERENCES))
    named = [] if recording else arguments
    failed = 0
    clean_up()
    for name, case in cases.CASES.items():
        if named and name not in named:
            continue
        heard = run(case)
        clean_up()
        if recording:
            expected[name] = heard
        elif heard == expected.get(name):
            print(f"  ok   {name}")
        else:
            failed += 1
            print(f"  FAIL {name}")
            print("".join(f"    expected {line}\n" for line in expected.get(name, ["nothing"])), end="")
            print("".join(f"    got      {line}\n" for line in heard), end="")
    if recording:
        with open(EXPECTED, "w") as file:
            file.write("# What RabbitMQ 3.10 answers to cases.py: channel, method, code and text.\n")
            for name, heard in expected.items():
                file.write(f"{name}\n" + "".join(f"    {line}\n" for line in heard))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
