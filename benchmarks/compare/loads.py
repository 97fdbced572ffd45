"""Runs the load tools and reads their figures."""

import json
import re
import subprocess

from processes import Meter, cpu_seconds, rss_bytes

CLASSPATH_FILE = "benchmarks/target/classpath.txt"
JAVA = ["java", "-XX:+UseSerialGC", "-Xmx512m"]


def classpath(root):
    with open(f"{root}/{CLASSPATH_FILE}") as file:
        return f"{root}/benchmarks/target/classes:" + file.read().strip()


class Tools:
    def __init__(self, root):
        self.classpath = classpath(root)

    def generator(self, *arguments, stdin=None):
        """The light generator of this module; returns its line of JSON."""
        command = JAVA + ["-cp", self.classpath, "io.motet.benchmarks.load.LoadGenerator"]
        done = subprocess.run(
            command + [str(a) for a in arguments], stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.strip().splitlines()[-1])

    def hold_connections(self, port, count):
        """Starts the idle connections; returns the process once all are open."""
        command = JAVA + ["-cp", self.classpath, "io.motet.benchmarks.load.LoadGenerator"]
        command += ["idle-connections", "--port", str(port), "--connections", str(count)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if not process.stdout.readline():
            raise RuntimeError("connections could not be opened")
        return process

    def perf_test(self, server, *arguments, timeout=300):
        """RabbitMQ's PerfTest. Server CPU is counted over the whole run, per message received."""
        command = JAVA + ["-cp", self.classpath, "com.rabbitmq.perf.PerfTest"]
        command += ["-h", f"amqp://guest:guest@127.0.0.1:{server.port}"]
        meter = Meter(server.pid)
        process = subprocess.Popen(
            command + [str(a) for a in arguments], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        tool_cpu, peak = 0.0, 0
        lines = []
        for line in process.stdout:
            lines.append(line)
            tool_cpu = max(tool_cpu, cpu_seconds(process.pid))
            peak = max(peak, rss_bytes(server.pid))
        process.wait(timeout)
        result = parse(lines)
        messages = max(result["received_total"], result["sent_total"])
        result["server_cpu_us"] = 1e6 * meter.cpu() / messages if messages else 0
        result["tool_cpu_us"] = 1e6 * tool_cpu / messages if messages else 0
        result["rss_mb"] = peak / 1e6
        return result


def parse(lines):
    """Rates and latencies from PerfTest's closing lines, totals from the lines of each second."""
    result = {"sent": 0.0, "received": 0.0, "p50": 0.0, "p99": 0.0, "c50": 0.0, "c99": 0.0}
    totals = {"sent": 0.0, "received": 0.0}
    previous = 0.0
    for line in lines:
        rate = re.search(r"(sending|receiving) rate avg: (\d+)", line)
        if rate:
            result["sent" if rate[1] == "sending" else "received"] = float(rate[2])
        latency = re.search(r"(consumer|confirm) latency min/.*99th ([\d/]+) (\S+)", line)
        if latency:
            values = [float(v) for v in latency[2].split("/")]
            unit = 1000.0 if latency[3].startswith("ms") else 1.0
            key = "p" if latency[1] == "consumer" else "c"
            result[key + "50"], result[key + "99"] = values[1] * unit, values[4] * unit
        at = re.search(r"time ([\d.]+) s", line)
        if at:
            for name in totals:
                found = re.search(name + r": (\d+) msg/s", line)
                if found:
                    totals[name] += float(found[1]) * (float(at[1]) - previous)
            previous = float(at[1])
    result.update(sent_total=totals["sent"], received_total=totals["received"])
    return result
