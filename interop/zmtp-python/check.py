"""pyzmq over libzmq: all socket pairs, PLAIN, Majordomo, the README's samples.

Every function named check_* is one test. The port is BROKER_ZMTP_PORT. All checks run even if one
fails.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import uuid

import zmq

HERE = pathlib.Path(__file__).resolve().parent
README = HERE.parent.parent / "README.md"
URL = f"tcp://127.0.0.1:{os.environ['BROKER_ZMTP_PORT']}"
PATIENCE_MS = 20_000

context = zmq.Context()


def connect(kind, service=None, **options):
    """A socket of that kind; the service is named by a PLAIN user, which every kind can do."""
    socket = context.socket(kind)
    socket.linger = 0
    socket.rcvtimeo = PATIENCE_MS
    socket.sndtimeo = PATIENCE_MS
    if service:
        socket.plain_username = f"{service}/guest".encode()
        socket.plain_password = b"guest"
    for option, value in options.items():
        setattr(socket, option, value)
    socket.connect(URL)
    return socket


def service():
    return "py-" + uuid.uuid4().hex[:8]


def check_req_rep():
    name = service()
    client, worker = connect(zmq.REQ, name), connect(zmq.REP, name)
    for i in range(100):
        client.send(b"Hello %d" % i)
        assert worker.recv() == b"Hello %d" % i
        worker.send(b"World %d" % i)
        assert client.recv() == b"World %d" % i


def check_frames_and_sizes():
    name = service()
    client, worker = connect(zmq.REQ, name), connect(zmq.REP, name)
    for frames in ([b""], [b"", b""], [b"a", b"", b"c" * 300], [os.urandom(5_000_000)],
                   [b"%d" % i for i in range(500)]):
        client.send_multipart(frames)
        assert worker.recv_multipart() == frames
        worker.send_multipart(frames[::-1])
        assert client.recv_multipart() == frames[::-1]


def check_req_correlate_and_relaxed():
    name = service()
    client = connect(zmq.REQ, name, req_correlate=1, req_relaxed=1)
    worker = connect(zmq.REP, name)
    client.send(b"first")
    assert worker.recv() == b"first"
    client.send(b"second")
    worker.send(b"to first")
    assert worker.recv() == b"second"
    worker.send(b"to second")
    assert client.recv() == b"to second"


def check_dealer_rep():
    name = service()
    client, worker = connect(zmq.DEALER, name), connect(zmq.REP, name)
    for i in range(20):
        client.send_multipart([b"id%d" % i, b"", b"job%d" % i])
    for i in range(20):
        assert worker.recv() == b"job%d" % i
        worker.send(b"res%d" % i)
    for i in range(20):
        assert client.recv_multipart() == [b"id%d" % i, b"", b"res%d" % i]


def check_dealer_router():
    name = service()
    client, worker = connect(zmq.DEALER, name), connect(zmq.ROUTER, name)
    for i in range(5):
        client.send(b"job%d" % i)
    jobs = [worker.recv_multipart() for _ in range(5)]
    for job in reversed(jobs):
        worker.send_multipart(job[:-1] + [b"done " + job[-1]])
    assert sorted(client.recv() for _ in range(5)) == [b"done job%d" % i for i in range(5)]


def check_a_lost_worker():
    name = service()
    lost, client = connect(zmq.REP, name), connect(zmq.REQ, name)
    client.send(b"precious")
    assert lost.recv() == b"precious"
    lost.close()
    other = connect(zmq.REP, name)
    assert other.recv() == b"precious"
    other.send(b"safe")
    assert client.recv() == b"safe"


def check_a_killed_worker():
    """A process of its own, killed while it has the request."""
    name = service()
    code = f"""
import zmq
socket = zmq.Context().socket(zmq.REP)
socket.plain_username = b"{name}/guest"
socket.plain_password = b"guest"
socket.connect("{URL}")
socket.recv()
print("taken", flush=True)
input()
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    client = connect(zmq.REQ, name)
    client.send(b"precious")
    assert process.stdout.readline() == "taken\n"
    process.kill()
    process.wait()
    other = connect(zmq.REP, name)
    assert other.recv() == b"precious"
    other.send(b"safe")
    assert client.recv() == b"safe"


def check_push_pull():
    name = service()
    push = connect(zmq.PUSH, name)
    for i in range(10_000):
        push.send(b"task %d" % i)
    pull = connect(zmq.PULL, name)
    for i in range(10_000):
        assert pull.recv() == b"task %d" % i


def check_two_pullers_share():
    name = service()
    one, two = connect(zmq.PULL, name), connect(zmq.PULL, name)
    push = connect(zmq.PUSH, name)
    poller = zmq.Poller()
    poller.register(one, zmq.POLLIN)
    poller.register(two, zmq.POLLIN)
    for i in range(1000):
        push.send(b"%d" % i)
    got = {one: [], two: []}
    while sum(map(len, got.values())) < 1000:
        ready = dict(poller.poll(PATIENCE_MS))
        assert ready
        for socket in ready:
            got[socket].append(int(socket.recv()))
    assert sorted(got[one] + got[two]) == list(range(1000))


def published(pub, sub, message):
    """Sends until it comes: a PUB drops what nobody has asked for yet."""
    sub.rcvtimeo = 50
    for _ in range(PATIENCE_MS // 50):
        pub.send_multipart(message)
        try:
            return sub.recv_multipart()
        except zmq.Again:
            pass
    raise AssertionError("nothing came")


def check_pub_sub():
    for publisher, subscriber in ((zmq.PUB, zmq.SUB), (zmq.XPUB, zmq.XSUB)):
        topic = service().encode()
        sub, pub = connect(subscriber), connect(publisher)
        if subscriber == zmq.SUB:
            sub.subscribe(topic)
        else:
            sub.send(b"\1" + topic)
        assert published(pub, sub, [topic + b".a", b"body", b""]) == [topic + b".a", b"body", b""]
        assert published(pub, sub, [topic + b" text"])[0].startswith(topic)


def check_heartbeats():
    name = service()
    client = connect(zmq.REQ, name, heartbeat_ivl=50, heartbeat_timeout=500, heartbeat_ttl=1000)
    worker = connect(zmq.REP, name)
    time.sleep(1)
    client.send(b"still here")
    assert worker.recv() == b"still here"


def check_a_routing_id_names_the_service():
    name = service()
    client = connect(zmq.DEALER, identity=f"{name}/me".encode())
    worker = connect(zmq.REP, name)
    client.send_multipart([b"", b"hello"])
    assert worker.recv() == b"hello"


def check_majordomo():
    name = service().encode()
    worker = connect(zmq.DEALER)
    worker.send_multipart([b"", b"MDPW01", b"\1", name])
    client = connect(zmq.REQ)
    client.send_multipart([b"MDPC01", name, b"Hello"])
    request = worker.recv_multipart()
    while request[2] == b"\4":
        request = worker.recv_multipart()
    assert request[:3] == [b"", b"MDPW01", b"\2"] and request[4:] == [b"", b"Hello"]
    worker.send_multipart([b"", b"MDPW01", b"\3", request[3], b"", b"World"])
    assert client.recv_multipart() == [b"MDPC01", name, b"World"]
    client.send_multipart([b"MDPC01", b"mmi.service", name])
    assert client.recv_multipart() == [b"MDPC01", b"mmi.service", b"200"]
    client.send_multipart([b"MDPC01", b"titanic.request", name, b"keep"])
    answer = client.recv_multipart()
    assert answer[2] == b"200" and len(answer[3]) == 32


def check_many_clients_and_workers():
    name = service()
    rounds, clients, workers = 200, 8, 4
    stop = threading.Event()
    errors = []

    def work():
        socket = connect(zmq.REP, name, rcvtimeo=100)
        while not stop.is_set():
            try:
                socket.send(socket.recv()[::-1])
            except zmq.Again:
                pass

    def ask(number):
        socket = connect(zmq.REQ, name)
        for i in range(rounds):
            text = b"%d-%d" % (number, i)
            socket.send(text)
            if socket.recv() != text[::-1]:
                errors.append(text)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    askers = [threading.Thread(target=ask, args=(n,)) for n in range(clients)]
    for thread in threads + askers:
        thread.start()
    for thread in askers:
        thread.join()
    stop.set()
    for thread in threads:
        thread.join()
    assert not errors


def check_readme_samples():
    """The server and the client of the README as they stand there, but for the port."""
    section = README.read_text(encoding="utf-8").split("## ZeroMQ", 1)[1].split("\n## ", 1)[0]
    server, client = (code.replace("tcp://127.0.0.1:5555", URL)
                      for code in re.findall(r"```python\n(.*?)```", section, re.DOTALL))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "server.py").write_text(server, encoding="utf-8")
        (folder / "client.py").write_text(client, encoding="utf-8")
        running = subprocess.Popen([sys.executable, folder / "server.py"])
        try:
            done = subprocess.run([sys.executable, folder / "client.py"], capture_output=True,
                                  text=True, timeout=30)
        finally:
            running.kill()
            running.wait()
    assert done.stdout.count("World") == 10, done.stdout + done.stderr


def main():
    failed = 0
    for name, check in sorted(globals().items()):
        if name.startswith("check_"):
            try:
                check()
                print("  ok", name)
            except Exception:
                failed += 1
                print("FAIL", name)
                traceback.print_exc(file=sys.stdout)
    context.destroy(linger=0)
    sys.exit(1 if failed else 0)


main()
