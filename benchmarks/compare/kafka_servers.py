"""Apache Kafka and Motet as Kafka servers, and the JVM that runs Kafka's tools against them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from servers import ROOT, Motet

HEAP = "-Xmx1g"
# What kafka-server-start.sh and kafka-run-class.sh give.
KAFKA_FLAGS = [
    HEAP, "-Xms1g", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
    "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent", "-Djava.awt.headless=true",
]


def newest_jdk():
    """The JDK that ./motet takes, for both servers."""
    homes = [f"/usr/lib/jvm/{name}" for name in os.listdir("/usr/lib/jvm")]
    return max(homes, key=lambda home: (version_of(home), home))


def version_of(home):
    try:
        with open(f"{home}/release") as file:
            line = next(line for line in file if line.startswith("JAVA_VERSION="))
    except (FileNotFoundError, NotADirectoryError, StopIteration):
        return 0
    return int(line.split('"')[1].split(".")[0])


class Java:
    """Runs Kafka's tools and KafkaLoad."""

    def __init__(self, sources, work):
        self.java = f"{newest_jdk()}/bin/java"
        path = f"{work}/classpath"
        subprocess.run(
            ["mvn", "-q", "-B", "-ntp", "-f", f"{sources}/pom.xml", "dependency:build-classpath",
             f"-Dmdep.outputFile={path}"], check=True, stdout=subprocess.DEVNULL)
        with open(path) as file:
            self.classpath = f"{work}:{file.read().strip()}"
        subprocess.run(
            [f"{newest_jdk()}/bin/javac", "-d", work, "-cp", self.classpath, f"{sources}/KafkaLoad.java"],
            check=True)

    def command(self, main, *arguments):
        return [self.java, "-Xmx512m", "-cp", self.classpath, main, *map(str, arguments)]

    def run(self, main, *arguments):
        done = subprocess.run(
            self.command(main, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError(f"{main} {arguments} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout

    def load(self, *arguments):
        return json.loads(self.run("KafkaLoad", *arguments))

    def begin_load(self, *arguments):
        return subprocess.Popen(
            self.command("KafkaLoad", *arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)


class KafkaServer:
    """What both have."""

    process = None
    port = 0

    @property
    def pid(self):
        return self.process.pid

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def create_topic(self, java, topic, partitions):
        java.run("KafkaLoad", "create-topic", self.address, topic, partitions)

    def delete_topic(self, java, topic):
        java.run("KafkaLoad", "delete-topic", self.address, topic)

    def wait(self):
        for _ in range(3000):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"nothing listens at {self.address}")

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()


class ApacheKafka(KafkaServer):
    """Kafka's broker in one process with its controller, settings as in its distribution.

    But for the delay of deletion, by which one case would be charged for the files of another.
    """

    def __init__(self, work, port=9793):
        self.name, self.port = "kafka", port
        self.data = tempfile.mkdtemp(prefix="kafka-bench-")
        self.settings = f"{work}/server.properties"
        with open(self.settings, "w") as file:
            file.write(f"""
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{port + 1}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
log.dirs={self.data}
log.segment.delete.delay.ms=0
num.network.threads=3
num.io.threads=8
socket.send.buffer.bytes=102400
socket.receive.buffer.bytes=102400
num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
""")

    def prepare(self, java):
        """Formats its storage."""
        java.run("kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qk", "-c", self.settings)

    def start(self, java, wait=True):
        command = [java.java, *KAFKA_FLAGS, "-cp", java.classpath, "kafka.Kafka", self.settings]
        with open(f"{self.data}.log", "w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        if wait:
            self.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def remove(self):
        shutil.rmtree(self.data, ignore_errors=True)
        os.makedirs(self.data)


class MotetForKafka(KafkaServer):
    """Motet with only its Kafka listener."""

    def __init__(self, port=9795):
        self.name, self.port = "motet", port
        self.motet = None

    def prepare(self, java):
        self.motet = Motet(settings=[f"kafka.listeners.tcp.default=127.0.0.1:{self.port}"])

    def start(self, java, wait=True):
        os.environ["MOTET_JAVA_OPTS"] = HEAP
        if wait:
            self.motet.start()
        else:
            self.motet.launch()
        self.process = self.motet.process

    def remove(self):
        if self.motet:
            self.motet.remove()
