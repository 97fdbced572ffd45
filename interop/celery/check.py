"""Celery: a real worker, driven by the client library and by the `celery` command."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import uuid
from datetime import datetime, timedelta, timezone

os.environ["CELERY_QUEUE"] = f"celery-interop-{uuid.uuid4().hex[:8]}"

from celery import chain, group  # noqa: E402 (the queue's name comes first)
from celery.exceptions import TaskRevokedError  # noqa: E402
from tasks import add, app, fail, leave_a_note, now, sleep, succeed_at  # noqa: E402

FOLDER = os.path.dirname(os.path.abspath(__file__))
LOG = tempfile.NamedTemporaryFile(prefix="celery-worker-", suffix=".log")


def celery(*arguments):
    """Runs the celery command; answers its exit code and output."""
    result = subprocess.run(
        ["celery", "-A", "tasks", *arguments],
        cwd=FOLDER,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return result.returncode, result.stdout + result.stderr


def eventually(what, condition, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")


class Worker:
    """`celery worker` in a process group of its own, so that kill takes its children too."""

    def __init__(self):
        self.name = f"interop-{uuid.uuid4().hex[:6]}@localhost"
        command = ["celery", "-A", "tasks", "worker", "-n", self.name, "-c", "2", "-l", "INFO"]
        self.process = subprocess.Popen(
            command,
            cwd=FOLDER,
            stdin=subprocess.DEVNULL,
            stdout=LOG,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            eventually("the worker answers a ping", self.answers, 30)
        except BaseException:
            self.kill()
            print_log()
            raise

    def answers(self):
        assert self.process.poll() is None, "the worker ended"
        return app.control.ping([self.name], timeout=1)

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def print_log():
    print("--- the end of the worker's log:")
    with open(LOG.name) as log:
        print("".join(log.readlines()[-40:]))


def check_results(_):
    assert add.delay(2, 3).get(timeout=10) == 5
    failure = fail.delay()
    try:
        failure.get(timeout=10)
    except ValueError as error:
        assert str(error) == "as asked"
    else:
        raise AssertionError("the task's exception did not come back")
    assert failure.state == "FAILURE"


def check_many_results(_):
    results = [add.delay(n, n) for n in range(100)]
    assert [r.get(timeout=20) for r in results] == [2 * n for n in range(100)]


def check_retries(_):
    assert succeed_at.delay(3).get(timeout=20) == 3


def check_countdown_and_eta(_):
    published = time.time()
    soon = now.apply_async(countdown=1.5)
    later = now.apply_async(eta=datetime.now(timezone.utc) + timedelta(seconds=2))
    assert 1.4 < soon.get(timeout=15) - published < 6
    assert 1.9 < later.get(timeout=15) - published < 6


def check_group_and_chain(_):
    # No chord: Celery's rpc backend has none, whatever the broker.
    assert group(add.s(n, 10) for n in range(20))().get(timeout=20) == [n + 10 for n in range(20)]
    assert chain(add.s(1, 2), add.s(10), add.s(100))().get(timeout=20) == 113


def check_expired_task_does_not_run(_):
    result = add.apply_async((1, 1), expires=0.2, countdown=1)
    try:
        result.get(timeout=10)
    except TaskRevokedError:
        pass
    else:
        raise AssertionError("an expired task ran")


def check_inspect(worker):
    running = sleep.delay(4)
    code, output = celery("inspect", "ping", "-d", worker.name)
    assert code == 0 and "pong" in output, output
    eventually(
        "the running task is active",
        lambda: any(
            task["id"] == running.id
            for task in (app.control.inspect([worker.name]).active() or {}).get(worker.name, [])
        ),
    )
    code, output = celery("inspect", "-j", "active", "-d", worker.name)
    assert code == 0 and worker.name in json.loads(output), output
    code, output = celery("inspect", "-j", "stats", "-d", worker.name)
    stats = json.loads(output)[worker.name]
    assert code == 0 and stats["total"]["tasks.add"] > 100, output
    assert stats["broker"]["transport"] == "amqp", stats["broker"]
    code, output = celery("inspect", "-j", "active_queues", "-d", worker.name)
    assert json.loads(output)[worker.name][0]["name"] == app.conf.task_default_queue, output
    assert celery("inspect", "ping", "-d", "nobody@localhost")[0] != 0
    code, output = celery("status")
    assert code == 0 and f"{worker.name}: OK" in output, output
    assert running.get(timeout=10) == 4


def check_control(worker):
    code, output = celery("control", "rate_limit", "tasks.add", "2/s", "-d", worker.name)
    assert code == 0 and "new rate limit set successfully" in output, output
    started = time.monotonic()
    assert [r.get(timeout=20) for r in [add.delay(n, 0) for n in range(5)]] == list(range(5))
    assert time.monotonic() - started > 1.2, "the rate limit had no effect"
    celery("control", "rate_limit", "tasks.add", "0", "-d", worker.name)
    # Consuming from one more queue and stopping that again.
    extra = f"{app.conf.task_default_queue}-extra"
    code, output = celery("control", "add_consumer", extra, "-d", worker.name)
    assert code == 0, output
    assert add.apply_async((4, 5), queue=extra).get(timeout=10) == 9
    code, output = celery("control", "cancel_consumer", extra, "-d", worker.name)
    assert code == 0, output


def check_revoke(worker):
    waiting = add.apply_async((1, 1), countdown=2)
    running = sleep.delay(60)
    eventually(
        "the long task runs",
        lambda: (app.control.inspect([worker.name]).active() or {}).get(worker.name),
    )
    app.control.revoke(waiting.id)
    app.control.revoke(running.id, terminate=True)
    for result in (waiting, running):
        try:
            result.get(timeout=20)
        except TaskRevokedError:
            continue
        raise AssertionError("a revoked task gave a result")


def check_events(_):
    """What Flower and `celery events` live on: a topic exchange and an auto-delete queue."""
    seen = []
    with app.connection_for_read() as connection:
        receiver = app.events.Receiver(connection, {"*": lambda event: seen.append(event["type"])})
        with receiver.consumer_context() as (reading, _, _):
            add.delay(1, 1)
            while "task-succeeded" not in seen:
                reading.drain_events(timeout=10)
    assert {"task-received", "task-started", "task-succeeded"} <= set(seen), seen


def check_purge(_):
    queue = f"{app.conf.task_default_queue}-unread"
    for _ in range(7):
        add.apply_async((1, 1), queue=queue)
    code, output = celery("purge", "-f", "-Q", queue)
    assert code == 0 and "Purged 7 messages from 1 known task queue" in output, output


def check_killed_worker_gives_its_task_back(worker):
    with tempfile.NamedTemporaryFile("r") as notes:
        result = leave_a_note.delay(notes.name, 5)
        eventually("the task starts", lambda: os.path.getsize(notes.name))
        worker.kill()
        successor = Worker()
        try:
            assert result.get(timeout=30) == "done"
            assert notes.read() == "redelivered=False\nredelivered=True\n"
            # The other half of `control`: a worker told to shut down ends by itself, with 0.
            code, output = celery("control", "shutdown", "-d", successor.name)
            assert successor.process.wait(30) == 0, output
        finally:
            successor.kill()


def main():
    failed = 0
    worker = Worker()
    try:
        for title, check in list(globals().items()):
            if not title.startswith("check_"):
                continue
            try:
                check(worker)
                print(f"  ok   {title[6:]}", flush=True)
            except Exception:
                failed += 1
                print(f"  FAIL {title[6:]}")
                traceback.print_exc(file=sys.stdout)
    finally:
        worker.kill()
        with app.connection_for_write() as connection:
            for suffix in ("", "-extra", "-unread"):
                # Celery makes a durable exchange for every queue.
                connection.default_channel.queue_delete(app.conf.task_default_queue + suffix)
                connection.default_channel.exchange_delete(app.conf.task_default_queue + suffix)
    if failed:
        print_log()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
