"""What is measured. Each case takes a server and the tools and returns a dict of figures."""

import os
import subprocess
import time

from processes import Meter, rss_bytes

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SECONDS = int(os.environ.get("SECONDS_PER_RUN", "12"))


def quorum(server, wanted):
    """RabbitMQ forces only its quorum queues to disk; Motet's durable queues are all alike."""
    return ["--quorum-queue"] if wanted and server.name == "rabbitmq" else []


def transient(server, tools):
    return tools.perf_test(server, "-x", 1, "-y", 1, "-s", 100, "-a", "-z", SECONDS, "-u", "t1")


def transient_light(server, tools):
    meter = Meter(server.pid)
    result = tools.generator("throughput", "--port", server.port, "--seconds", SECONDS)
    return {
        "received": result["messages_per_second"],
        "server_cpu_us": 1e6 * meter.cpu() / result["messages"],
        "rss_mb": rss_bytes(server.pid) / 1e6,
    }


def persistent(server, tools, force=True):
    return tools.perf_test(
        server, "-x", 1, "-y", 1, "-s", 1024, "-f", "persistent", "-c", 100, "-q", 500,
        "--multi-ack-every", 100, "-z", SECONDS, "-u", f"p1-{force}", *durable(server, force))


def durable(server, force):
    return quorum(server, force) or ["-ad", "false", "-qa", "x-queue-version=1"]


def persistent_classic(server, tools):
    return persistent(server, tools, force=False)


def four_by_four(server, tools):
    return tools.perf_test(
        server, "-x", 4, "-y", 4, "-s", 1024, "-f", "persistent", "-c", 100, "-q", 500,
        "--multi-ack-every", 100, "-z", SECONDS, "--queue-pattern", "f-%d", "--queue-pattern-from",
        1, "--queue-pattern-to", 4, *durable(server, True))


def backlog_in(server, tools):
    server.rss_before = rss_bytes(server.pid)
    result = tools.perf_test(
        server, "-x", 1, "-y", 0, "-s", 100, "-f", "persistent", "-c", 1000, "-C", 1000000, "-ad",
        "false", "-u", "b1", "-qa", "x-queue-version=1")
    result["bytes_per_message"] = (rss_bytes(server.pid) - server.rss_before) / 1e6
    return result


def backlog_out(server, tools):
    return tools.perf_test(
        server, "-x", 0, "-y", 1, "-D", 1000000, "-q", 1000, "--multi-ack-every", 500, "-ad",
        "false", "-u", "b1", "-f", "persistent", "-qa", "x-queue-version=1")


def confirm_latency(server, tools):
    arguments = ["confirms", "--port", server.port, "--messages", 10000, "--window", 1]
    result = tools.generator(*arguments, "--type", queue_type(server))
    return {"sent": result["messages_per_second"], "c50": result["p50_micros"],
            "c99": result["p99_micros"]}


def bare_force(server, tools):
    directory = getattr(server, "data", "/tmp")
    result = tools.generator("fdatasync", "--directory", directory, "--size", 1024)
    return {"c50": result["p50_micros"], "c99": result["p99_micros"]}


def queue_type(server):
    return "quorum" if server.name == "rabbitmq" else "classic"


def many_queues(server, tools, queues):
    meter = Meter(server.pid)
    result = tools.generator(
        "confirms", "--port", server.port, "--messages", 100000, "--window", 100, "--queues",
        queues, "--type", "classic")
    return {"sent": result["messages_per_second"], "c50": result["p50_micros"],
            "c99": result["p99_micros"], "server_cpu_us": 1e6 * meter.cpu() / 100000}


def ten_queues(server, tools):
    return many_queues(server, tools, 10)


def thousand_queues(server, tools):
    return many_queues(server, tools, 1000)


def idle_queues(server, tools):
    before = settled_rss(server)
    result = tools.generator("idle-queues", "--port", server.port, "--queues", 10000)
    each = (settled_rss(server) - before) / 10000
    tools.generator("idle-queues", "--port", server.port, "--queues", 10000, "--delete")
    return {"seconds": result["seconds"], "bytes_each": each}


def idle_connections(server, tools):
    before = settled_rss(server)
    held = tools.hold_connections(server.port, 500)
    each = (settled_rss(server) - before) / 500
    held.communicate("\n")
    return {"bytes_each": each}


def settled_rss(server):
    """Memory once the server has cleaned up after what it did before, or after half a minute."""
    last = rss_bytes(server.pid)
    for _ in range(10):
        time.sleep(3)
        now = rss_bytes(server.pid)
        if abs(now - last) < 1_000_000:
            return now
        last = now
    return last


def warm_up(server, tools):
    """What a server does for the first time is not measured: compilers, pools, file growth."""
    for seconds, more in ((5, ["-a"]), (5, ["-f", "persistent", "-c", 100])):
        tools.perf_test(server, "-x", 1, "-y", 1, "-s", 100, "-z", seconds, "-u", "warm", *more)
    tools.generator("idle-queues", "--port", server.port, "--queues", 3000)
    tools.generator("idle-queues", "--port", server.port, "--queues", 3000, "--delete")
    return {}


def start_and_idle(server, tools):
    """On a fresh data directory: start to ready, then memory at rest."""
    server.stop()
    seconds = server.start()
    time.sleep(3)
    return {"seconds": seconds, "rss_mb": rss_bytes(server.pid) / 1e6}


def recover(server, tools):
    """Start after kill -9 with a million messages of 100 bytes."""
    backlog_in(server, tools)
    server.kill()
    seconds = server.start()
    return {"seconds": seconds, "rss_mb": rss_bytes(server.pid) / 1e6}


def command_line(server, tools):
    if server.name == "rabbitmq":
        return {}
    command = [f"{ROOT}/motetctl", "--url", f"http://127.0.0.1:{server.port + 10000}", "list_queues"]
    times = []
    for _ in range(5):
        started = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.monotonic() - started)
    return {"seconds": sorted(times)[2]}


CASES = {
    "start": ("start to ready, idle memory", start_and_idle),
    "cli": ("a fresh command line call", command_line),
    "warm-up": ("warm-up, not measured", warm_up),
    "connections": ("500 idle connections", idle_connections),
    "queues-idle": ("10,000 idle durable queues, declared one by one", idle_queues),
    "transient": ("1x1, 100 B transient, auto-ack, perf-test", transient),
    "transient-light": ("1x1, 100 B transient, auto-ack, light generator", transient_light),
    "persistent": ("1x1, 1 KiB persistent, confirm 100, against quorum", persistent),
    "persistent-classic": ("the same, against classic (no force)", persistent_classic),
    "four": ("4x4 on 4 queues, 1 KiB persistent, confirms", four_by_four),
    "confirm-latency": ("1 KiB persistent, 1 in flight", confirm_latency),
    "bare-force": ("a bare 1 KiB write and force", bare_force),
    "queues-10": ("10 durable queues in turn, confirm 100", ten_queues),
    "queues-1000": ("1,000 durable queues in turn, confirm 100", thousand_queues),
    "backlog-in": ("1 M x 100 B persistent in, no consumer", backlog_in),
    "backlog-out": ("the same, drained", backlog_out),
    "recover": ("start after kill -9 with 1 M messages", recover),
}
