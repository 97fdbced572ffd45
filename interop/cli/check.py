"""motetctl, command by command: plays transcript.txt and compares output and exit codes."""

import collections
import os
import re
import shlex
import subprocess
import sys

import pika

FOLDER = os.path.dirname(os.path.abspath(__file__))
HOST = os.environ.get("BROKER_HOST", "127.0.0.1")
PORT = int(os.environ.get("BROKER_PORT", "5672"))
HTTP_PORT = os.environ.get("BROKER_HTTP_PORT", "15672")
# To try the transcript against RabbitMQ: BROKER_CTL="rabbitmqctl -n rabbit@localhost".
CTL = shlex.split(
    os.environ.get("BROKER_CTL", f"{FOLDER}/../../motetctl --url http://{HOST}:{HTTP_PORT}")
)
# An Erlang process is <node.1.2.3>; a broker without processes has the connection's name instead.
PROCESS = r"<[^>]+>|[0-9.:]+ -> [0-9.:]+(?: \(\d+\))?"
PATTERNS = {"ANY": r".*", "PID": f"(?:{PROCESS})", "CONNECTION_PID": PROCESS}

Step = collections.namedtuple("Step", "line command out err code")


def read_transcript(path):
    """Yields Steps; one without expectations is a "! STEP"."""
    with open(path) as file:
        lines = [(number, line.rstrip("\n")) for number, line in enumerate(file, 1)]
    step = None
    for number, line in lines:
        if line.startswith("#") or not line:
            continue
        if line.startswith("! "):
            yield Step(number, line[2:], None, None, None)
        elif line.startswith("$ "):
            step = Step(number, line[2:], [], [], None)
        elif line.startswith("2> "):
            step.err.append(line[3:])
        elif line.startswith("rc="):
            yield step._replace(code=int(line[3:]))
        else:
            step.out.append(line)


class Difference(Exception):
    pass


class Player:
    def __init__(self):
        self.known = {"AMQP_PORT": str(PORT), "HTTP_PORT": HTTP_PORT}
        self.connection = None

    def play(self, step):
        if step.code is not None:
            self.run(step)
        elif step.command == "connect":
            self.connect()
        else:
            self.expect_closed(step.command.partition(" with ")[2])

    def run(self, step):
        command = shlex.split(step.command)
        for name, value in self.known.items():
            command = [word.replace(f"{{{name}}}", value) for word in command]
        if self.connection and self.connection.is_open:
            self.connection.process_data_events(0)
        result = subprocess.run(
            CTL + command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        try:
            self.compare(step.out, result.stdout)
            self.compare(step.err, result.stderr)
            if result.returncode != step.code:
                raise Difference(f"exit code {result.returncode} instead of {step.code}")
        except Difference as difference:
            raise Difference(f"{difference}\n{result.stdout}{result.stderr}rc={result.returncode}")

    def compare(self, expected, actual):
        """Every expected line has one of the actual lines for itself, and none is left over."""
        actual = [line for line in actual.split("\n") if line]
        expected = list(expected)
        if others_allowed := "..." in expected:
            expected.remove("...")
        for wanted in expected:
            for line in actual:
                if match := re.fullmatch(self.pattern(wanted), line):
                    for name, value in match.groupdict().items():
                        self.known.setdefault(name, value)
                    actual.remove(line)
                    break
            else:
                raise Difference(f"no line {wanted!r}")
        if actual and not others_allowed:
            raise Difference(f"unexpected line {actual[0]!r}")

    def pattern(self, line):
        def one(match):
            name = match[1]
            if name in self.known:
                return re.escape(self.known[name])
            pattern = PATTERNS.get(name, r"\S+?")
            return pattern if name in ("ANY", "PID") else f"(?P<{name}>{pattern})"

        parts = re.split(r"(\{[A-Z_]+\})", line)
        return "".join(
            re.sub(r"\{([A-Z_]+)\}", one, part) if index % 2 else re.escape(part)
            for index, part in enumerate(parts)
        )

    def connect(self):
        properties = {"connection_name": "cli-check"}
        self.connection = pika.BlockingConnection(
            pika.ConnectionParameters(HOST, PORT, "cli-vhost", client_properties=properties)
        )
        self.known["PEER_PORT"] = str(self.connection._impl._transport._sock.getsockname()[1])
        channel = self.connection.channel()
        channel.confirm_delivery()
        channel.basic_qos(prefetch_count=2)
        channel.queue_declare(
            "cli-queue",
            durable=True,
            arguments={"x-max-length": 100, "x-overflow": "reject-publish"},
        )
        channel.queue_declare("cli-empty", auto_delete=True)
        channel.exchange_declare(
            "cli-exchange", "topic", durable=True, arguments={"alternate-exchange": "amq.fanout"}
        )
        channel.queue_bind("cli-queue", "cli-exchange", "k.#")
        channel.exchange_bind("amq.fanout", "cli-exchange", "e", {"a": 1})
        for _ in range(5):
            channel.basic_publish("", "cli-queue", b"x")
        channel.basic_consume(
            "cli-queue", lambda *_: None, consumer_tag="cli-tag", arguments={"x-priority": 3}
        )
        # RabbitMQ's connection and channel figures are up to 5 s old.
        self.connection.sleep(6 if "BROKER_AGAINST" in os.environ else 1)

    def expect_closed(self, expected):
        try:
            self.connection.sleep(2)
        except pika.exceptions.ConnectionClosedByBroker as error:
            if f"{error.reply_code} {error.reply_text}" != expected:
                raise Difference(f"closed with {error}")
        else:
            raise Difference("the connection is still open")


def main():
    player = Player()
    transcripts = ["transcript.txt"]
    if "BROKER_AGAINST" not in os.environ:
        transcripts.append("better.txt")
    failed = 0
    for name in transcripts:
        for step in read_transcript(os.path.join(FOLDER, name)):
            try:
                player.play(step)
            except Exception as error:
                failed += 1
                print(f"  FAIL {name}:{step.line}: {step.command}\n{error}")
            else:
                print(f"  ok   {step.command}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
