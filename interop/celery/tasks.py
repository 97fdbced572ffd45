"""The application: tasks that a worker runs for check.py."""

import os
import time

from celery import Celery

app = Celery(
    "tasks",
    broker="amqp://guest:guest@{}:{}//".format(
        os.environ.get("BROKER_HOST", "127.0.0.1"), os.environ.get("BROKER_PORT", "5672")
    ),
    backend="rpc://",
)
app.conf.update(
    # Every run has its own queue, so that an earlier run's leftovers are not this run's work.
    task_default_queue=os.environ.get("CELERY_QUEUE", "celery-interop"),
    worker_send_task_events=True,
    broker_connection_max_retries=5,
    broker_transport_options={"confirm_publish": True},
)


@app.task
def add(x, y):
    return x + y


@app.task
def fail():
    raise ValueError("as asked")


@app.task(bind=True, max_retries=5)
def succeed_at(self, attempt):
    """Fails and retries until the given attempt; answers how often it was tried."""
    if self.request.retries < attempt:
        raise self.retry(countdown=0.2)
    return self.request.retries


@app.task
def sleep(seconds):
    time.sleep(seconds)
    return seconds


@app.task
def now():
    return time.time()


@app.task(bind=True, acks_late=True)
def leave_a_note(self, path, seconds):
    """Writes a line when it starts, so that check.py sees a second start after a killed worker."""
    with open(path, "a") as notes:
        notes.write(f"redelivered={self.request.delivery_info['redelivered']}\n")
    time.sleep(seconds)
    return "done"
