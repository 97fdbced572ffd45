"""Requests and replies across protocols: every kind of requester with every kind of worker.

    check.py                          all cells
    check.py REQUESTER WORKER...      these only, for example: check.py amqp-direct rep
    check.py --worker KIND SERVICE FOLDER    a worker, as the checks start it

Each cell has a success, an application error, a worker that is killed while it works, and a
time-out. Ports are taken from BROKER_PORT, BROKER_GEARMAN_PORT and BROKER_ZMTP_PORT; the broker's
zmtp.request.timeout.ms must be ZMTP_TIMEOUT_MS. check.sh starts such a broker.
"""

import concurrent.futures
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import uuid

import pika
import zmq

HOST = os.environ.get("BROKER_HOST", "127.0.0.1")
AMQP_PORT = int(os.environ.get("BROKER_PORT", "5672"))
GEARMAN_PORT = os.environ.get("BROKER_GEARMAN_PORT", "4730")
ZMTP_PORT = os.environ.get("BROKER_ZMTP_PORT", "5555")
ZMTP_TIMEOUT_SECONDS = int(os.environ.get("ZMTP_TIMEOUT_MS", "5000")) / 1000
PATIENCE_SECONDS = 20
# They wait most of the time.
CELLS_AT_A_TIME = 4
AMQP_TIMEOUT_SECONDS = 2
BINARY = bytes(range(256))


def amqp():
    return pika.BlockingConnection(pika.ConnectionParameters(HOST, AMQP_PORT))


# --- what every worker does with a request ---------------------------------------------------


class ApplicationError(Exception):
    pass


def work(body, folder):
    """The reply to a request. The first to see "die" leaves a mark and waits to be killed."""
    (folder / "taken").touch()
    if body == b"fail":
        raise ApplicationError("boom")
    mark = folder / "died"
    if body == b"hang" or (body == b"die" and not mark.exists()):
        mark.touch()
        time.sleep(3600)
    return b"done:" + body


def amqp_worker(service, folder):
    connection = amqp()
    channel = connection.channel()
    channel.queue_declare(service, durable=True)
    channel.basic_qos(prefetch_count=1)

    def serve(channel, method, properties, body):
        headers = None
        try:
            reply = work(body, folder)
        except ApplicationError as error:
            reply, headers = str(error).encode(), {"x-reply": "exception"}
        answer = pika.BasicProperties(
            correlation_id=properties.correlation_id, headers=headers, content_type="text/x-done")
        channel.basic_publish("", properties.reply_to, reply, answer)
        channel.basic_ack(method.delivery_tag)

    channel.basic_consume(service, serve)
    ready(folder)
    channel.start_consuming()


def gearman_worker(service, folder):
    handler = [sys.executable, __file__, "--handle", str(folder)]
    command = ["gearman", "-h", HOST, "-p", GEARMAN_PORT, "-w", "-f", service, "--"]
    ready(folder)
    os.execvp(command[0], command + handler)


def gearman_handler(folder):
    """Runs for each job, with the body on standard input; a failure is told by the exit code."""
    body = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(work(body, folder))
    except ApplicationError:
        sys.exit(1)


def zmq_socket(kind, service):
    """Who asks and for which service is said by the user's name."""
    socket = zmq.Context.instance().socket(kind)
    socket.linger = 0
    socket.plain_username = f"{service}/guest".encode()
    socket.plain_password = b"guest"
    socket.connect(f"tcp://{HOST}:{ZMTP_PORT}")
    return socket


def rep_worker(service, folder):
    socket = zmq_socket(zmq.REP, service)
    ready(folder)
    while True:
        socket.send(answer_or_text(socket.recv(), folder))


def answer_or_text(body, folder):
    """ZeroMQ has no failures: an application says them in its reply."""
    try:
        return work(body, folder)
    except ApplicationError as error:
        return b"error:" + str(error).encode()


def majordomo_worker(service, folder):
    socket = zmq_socket(zmq.DEALER, "majordomo")
    head = [b"", b"MDPW01"]
    socket.send_multipart(head + [b"\x01", service.encode()])
    ready(folder)
    while True:
        if not socket.poll(1000):
            socket.send_multipart(head + [b"\x04"])
            continue
        frames = socket.recv_multipart()
        if frames[2] == b"\x02":
            client, body = frames[3], frames[5]
            socket.send_multipart(head + [b"\x03", client, b"", answer_or_text(body, folder)])


def ready(folder):
    (folder / "ready").touch()


WORKERS = {
    "amqp": amqp_worker, "gearman": gearman_worker, "rep": rep_worker,
    "majordomo": majordomo_worker,
}
# What an application error is for those who cannot say failure.
IN_REPLY = ("rep", "majordomo")


# --- requesters: each returns (kind, body), or raises TimeoutError -----------------------------


def await_queue(connection, service):
    """The worker's registration makes it, in the worker's own way."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            channel = connection.channel()
            channel.queue_declare(service, passive=True)
            return channel.close()
        except pika.exceptions.ChannelClosedByBroker:
            assert time.monotonic() < deadline, "the worker made no queue"
            time.sleep(0.05)


def amqp_request(service, body, reply_queue):
    connection = amqp()
    try:
        await_queue(connection, service)
        channel = connection.channel()
        if reply_queue == "":
            reply_queue = channel.queue_declare("", exclusive=True).method.queue
        correlation = uuid.uuid4().hex
        found = []

        def reply(_channel, _method, properties, content):
            assert properties.correlation_id == correlation, properties
            found.append(((properties.headers or {}).get("x-reply", "complete"), content))

        channel.basic_consume(reply_queue, reply, auto_ack=True)
        seconds = AMQP_TIMEOUT_SECONDS if body == b"hang" else PATIENCE_SECONDS
        channel.basic_publish(
            "", service, body, pika.BasicProperties(
                reply_to=reply_queue, correlation_id=correlation, content_type="text/x-ask",
                expiration=str(int(seconds * 1000))))
        deadline = time.monotonic() + seconds
        while not found and time.monotonic() < deadline:
            connection.process_data_events(0.1)
        if not found:
            raise TimeoutError
        return found[0]
    finally:
        connection.close()


def amqp_queue_request(service, body):
    return amqp_request(service, body, "")


def amqp_direct_request(service, body):
    return amqp_request(service, body, "amq.rabbitmq.reply-to")


def gearman_request(service, body):
    seconds = AMQP_TIMEOUT_SECONDS if body == b"hang" else PATIENCE_SECONDS
    done = subprocess.run(
        ["gearman", "-h", HOST, "-p", GEARMAN_PORT, "-t", str(seconds * 1000), "-f", service],
        input=body, capture_output=True, timeout=2 * PATIENCE_SECONDS)
    if b"TIMEOUT" in done.stderr:  # the exit code is 0 then
        raise TimeoutError
    if done.returncode == 0:
        return "complete", done.stdout
    return "failed", done.stdout + done.stderr


def from_frames(frames):
    """A failure is three frames, of which the first says so."""
    if frames[0] == b"x-reply":
        if frames[1] == b"timed-out":
            raise TimeoutError
        return frames[1].decode(), frames[2]
    assert len(frames) == 1, frames
    return "complete", frames[0]


def req_request(service, body):
    with zmq_socket(zmq.REQ, service) as socket:
        socket.send(body)
        assert socket.poll(PATIENCE_SECONDS * 1000), "no answer at all"
        return from_frames(socket.recv_multipart())


def majordomo_request(service, body):
    with zmq_socket(zmq.REQ, "majordomo") as socket:
        socket.send_multipart([b"MDPC01", service.encode(), body])
        assert socket.poll(PATIENCE_SECONDS * 1000), "no answer at all"
        frames = socket.recv_multipart()
        assert frames[:2] == [b"MDPC01", service.encode()], frames
        return from_frames(frames[2:])


REQUESTERS = {
    "amqp-direct": amqp_direct_request, "amqp-queue": amqp_queue_request,
    "gearman": gearman_request, "req": req_request, "majordomo": majordomo_request,
}


# --- the checks ------------------------------------------------------------------------------


class Worker:
    """A worker in a process group of its own, that can be killed with all it started."""

    def __init__(self, kind, service, folder):
        self.folder = folder
        for name in ("ready", "taken"):
            (folder / name).unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker", kind, service, str(folder)],
            start_new_session=True)
        self.wait_for("ready")

    def wait_for(self, name):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (self.folder / name).exists():
            assert time.monotonic() < deadline, f"the worker is not {name}"
            time.sleep(0.01)

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


def check_success(request, kind, service, folder):
    worker = Worker(kind, service, folder)
    try:
        assert request(service, b"hello") == ("complete", b"done:hello")
        assert request(service, BINARY) == ("complete", b"done:" + BINARY), "bytes changed"
    finally:
        worker.kill()


def check_application_error(request, kind, service, folder):
    worker = Worker(kind, service, folder)
    try:
        outcome, body = request(service, b"fail")
        if kind in IN_REPLY:
            assert (outcome, body) == ("complete", b"error:boom"), (outcome, body)
        else:
            assert outcome in ("failed", "exception"), (outcome, body)
    finally:
        worker.kill()


def check_killed_worker(request, kind, service, folder):
    """The first worker dies with the request; the next one answers it."""
    first = Worker(kind, service, folder)
    with subprocess.Popen(
            [sys.executable, __file__, "--request", NAMES[request], service, "die"],
            stdout=subprocess.PIPE) as requester:
        try:
            first.wait_for("died")
        finally:
            first.kill()
        second = Worker(kind, service, folder)
        try:
            out, _ = requester.communicate(timeout=2 * PATIENCE_SECONDS)
        finally:
            second.kill()
    assert out == b"complete done:die", out


def check_time_out(request, kind, service, folder):
    """The requester gives up; what it asked is not asked again."""
    worker = Worker(kind, service, folder)
    started = time.monotonic()
    try:
        request(service, b"hang")
        raise AssertionError("answered")
    except TimeoutError:
        assert time.monotonic() - started < ZMTP_TIMEOUT_SECONDS + 5
    finally:
        worker.kill()
    (folder / "died").unlink(missing_ok=True)
    second = Worker(kind, service, folder)
    try:
        assert request(service, b"hello") == ("complete", b"done:hello")
        assert not (folder / "died").exists(), "the old request came back"
    finally:
        second.kill()


# By function, for a requester that runs in a process of its own.
NAMES = {request: name for name, request in REQUESTERS.items()}
CHECKS = [check_success, check_application_error, check_killed_worker, check_time_out]


def run_cell(requester, worker):
    failed = 0
    for check in CHECKS:
        name = f"{requester} -> {worker}: {check.__name__[len('check_'):]}"
        service = f"rpc-{uuid.uuid4().hex[:8]}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(REQUESTERS[requester], worker, service, pathlib.Path(folder))
                print(f"  ok {name}", flush=True)
            except Exception:  # every check runs, whatever happens to the others
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
        connection = amqp()
        connection.channel().queue_delete(service)
        connection.close()
    return failed


def main(arguments):
    if arguments[:1] == ["--worker"]:
        return WORKERS[arguments[1]](arguments[2], pathlib.Path(arguments[3]))
    if arguments[:1] == ["--handle"]:
        return gearman_handler(pathlib.Path(arguments[1]))
    if arguments[:1] == ["--request"]:
        kind, body = REQUESTERS[arguments[1]](arguments[2], arguments[3].encode())
        sys.stdout.buffer.write(kind.encode() + b" " + body)
        return 0
    requesters = [a for a in arguments if a in REQUESTERS] or list(REQUESTERS)
    workers = [a for a in arguments[1:] if a in WORKERS] or list(WORKERS)
    cells = [(requester, worker) for requester in requesters for worker in workers]
    with concurrent.futures.ThreadPoolExecutor(CELLS_AT_A_TIME) as threads:
        return sum(threads.map(lambda cell: run_cell(*cell), cells))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
