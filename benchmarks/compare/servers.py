"""Starts and stops the servers that are compared, each on its own port and data directory."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Motet:
    def __init__(self, name="motet", settings=(), port=5872):
        self.name, self.settings, self.port = name, list(settings), port
        self.data = tempfile.mkdtemp(prefix="motet-bench-")
        self.process = None

    @property
    def pid(self):
        return self.process.pid

    def start(self):
        """Returns the seconds until the line that says ready."""
        started = time.monotonic()
        self.launch()
        for line in self.process.stdout:
            if "ready" in line:
                return time.monotonic() - started
        raise RuntimeError(f"{self.name} did not start, see {self.data}.log")

    def launch(self):
        """Starts the process and does not wait."""
        command = [f"{ROOT}/motet", "server", "--data-dir", self.data]
        values = [f"listeners.tcp.default={self.port}", f"management.tcp.port={self.port + 10000}"]
        for value in values + ["prometheus.tcp.port=none", "gearman.listeners.tcp.default=none", "kafka.listeners.tcp.default=none", "zmtp.listeners.tcp.default=none"] + self.settings:
            command += ["--set", value]
        log = open(self.data + ".log", "w")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def remove(self):
        shutil.rmtree(self.data, ignore_errors=True)


class RabbitMq:
    """Debian's rabbitmq-server with only the management plugin, as a private node on loopback."""

    def __init__(self, port=5873):
        self.name, self.port = "rabbitmq", port
        self.data = tempfile.mkdtemp(prefix="rabbit-bench-")
        os.chmod(self.data, 0o777)
        self.process = None
        with open(f"{self.data}/rabbitmq.conf", "w") as conf:
            conf.write(f"listeners.tcp.1 = 127.0.0.1:{port}\n")
            conf.write(f"management.tcp.port = {port + 10000}\nmanagement.tcp.ip = 127.0.0.1\n")
        with open(f"{self.data}/enabled_plugins", "w") as plugins:
            plugins.write("[rabbitmq_management].")
        self.environment = dict(
            os.environ,
            RABBITMQ_NODENAME="motetbench@localhost",
            RABBITMQ_CONFIG_FILE=f"{self.data}/rabbitmq.conf",
            RABBITMQ_MNESIA_BASE=self.data,
            RABBITMQ_LOG_BASE=self.data,
            RABBITMQ_ENABLED_PLUGINS_FILE=f"{self.data}/enabled_plugins",
            RABBITMQ_DIST_PORT=str(port + 20000),
            HOME=self.data,
        )

    @property
    def pid(self):
        return self.process.pid

    def start(self):
        started = time.monotonic()
        log = open(f"{self.data}.log", "w")
        self.process = subprocess.Popen(
            ["/usr/lib/rabbitmq/bin/rabbitmq-server"],
            env=self.environment, stdout=log, stderr=log, start_new_session=True)
        url = f"http://127.0.0.1:{self.port + 10000}/api/overview"
        request = urllib.request.Request(url, headers={"Authorization": "Basic Z3Vlc3Q6Z3Vlc3Q="})
        while time.monotonic() - started < 120:
            try:
                urllib.request.urlopen(request, timeout=1).read()
                return time.monotonic() - started
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"rabbitmq did not start, see {log.name}")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(60)

    def remove(self):
        shutil.rmtree(self.data, ignore_errors=True)
