"""The management API: four curl calls while known traffic runs, with the fields that clients
of RabbitMQ 3.3, 3.10 and 4.x read, and with true figures."""

import json
import os
import subprocess
import sys
import time
import traceback
import uuid

import pika

HOST = os.environ.get("BROKER_HOST", "127.0.0.1")
PORT = int(os.environ.get("BROKER_PORT", "5672"))
HTTP_PORT = int(os.environ.get("BROKER_HTTP_PORT", "15672"))
# RabbitMQ dropped a few fields after 3.3: these are asked of Motet, not of a server under --against.
# (incoming and deliveries may be empty, as they are in RabbitMQ unless rates_mode is detailed.)
WITH_3_3_FIELDS = "BROKER_AGAINST" not in os.environ

NAME = f"interop-http-{uuid.uuid4().hex[:8]}"
PER_SECOND = 20
SECONDS = 12  # two statistics intervals of RabbitMQ (5 s) and some
PREFETCH = 5
READY = 7  # left in the queue at the end, with PREFETCH unacknowledged ones

OVERVIEW = """
    management_version rates_mode rabbitmq_version cluster_name erlang_version erlang_full_version
    node statistics_db_event_queue product_name product_version release_series_support_status
    disable_stats enable_queue_totals
    exchange_types[].name exchange_types[].description exchange_types[].enabled
    queue_totals.messages queue_totals.messages_ready queue_totals.messages_unacknowledged
    queue_totals.messages_details.rate queue_totals.messages_ready_details.rate
    queue_totals.messages_unacknowledged_details.rate
    object_totals.consumers object_totals.queues object_totals.exchanges
    object_totals.connections object_totals.channels
    listeners[].node listeners[].protocol listeners[].ip_address listeners[].port
    contexts[].node contexts[].description contexts[].path contexts[].port
    sample_retention_policies.global sample_retention_policies.basic
    sample_retention_policies.detailed
    churn_rates.connection_created churn_rates.connection_closed churn_rates.channel_created
    churn_rates.channel_closed churn_rates.queue_declared churn_rates.queue_created
    churn_rates.queue_deleted
    churn_rates.connection_created_details.rate churn_rates.queue_declared_details.rate
"""
MESSAGE_STATS = """
    ack confirm deliver deliver_get deliver_no_ack get get_empty get_no_ack publish redeliver
    return_unroutable drop_unroutable
"""
VHOST = """
    name tracing cluster_state description default_queue_type metadata.description metadata.tags
    tags messages messages_ready messages_unacknowledged recv_oct send_oct
    messages_details.rate messages_ready_details.rate messages_unacknowledged_details.rate
    recv_oct_details.rate send_oct_details.rate
    message_stats.publish message_stats.deliver_get message_stats.publish_details.rate
"""
QUEUES = """
    name vhost durable auto_delete exclusive arguments node type state policy operator_policy
    messages messages_ready messages_unacknowledged consumers consumer_utilisation memory
    message_stats.publish message_stats.publish_details.rate
"""
QUEUE = """
    name vhost durable auto_delete exclusive arguments node type state policy operator_policy
    effective_policy_definition exclusive_consumer_tag single_active_consumer_tag
    consumers consumer_utilisation consumer_capacity memory head_message_timestamp
    recoverable_slaves reductions garbage_collection
    messages messages_ready messages_unacknowledged
    messages_details.rate messages_ready_details.rate messages_unacknowledged_details.rate
    messages_persistent messages_ram messages_ready_ram messages_unacknowledged_ram
    messages_paged_out message_bytes message_bytes_ready message_bytes_unacknowledged
    message_bytes_ram message_bytes_persistent message_bytes_paged_out
    message_stats.ack message_stats.ack_details.rate message_stats.deliver
    message_stats.deliver_details.rate message_stats.deliver_get
    message_stats.deliver_get_details.rate message_stats.publish
    message_stats.publish_details.rate message_stats.redeliver
    message_stats.redeliver_details.rate message_stats.deliver_no_ack message_stats.get
    message_stats.get_empty message_stats.get_no_ack
    backing_queue_status.q1 backing_queue_status.q2 backing_queue_status.delta
    backing_queue_status.q3 backing_queue_status.q4 backing_queue_status.len
    backing_queue_status.target_ram_count backing_queue_status.next_seq_id
    backing_queue_status.avg_ingress_rate backing_queue_status.avg_egress_rate
    backing_queue_status.avg_ack_ingress_rate backing_queue_status.avg_ack_egress_rate
    incoming deliveries
    consumer_details[].queue.name consumer_details[].queue.vhost
    consumer_details[].channel_details.name consumer_details[].consumer_tag
    consumer_details[].exclusive consumer_details[].ack_required
    consumer_details[].prefetch_count consumer_details[].arguments
"""
OVERVIEW_3_3 = "statistics_level"
QUEUE_3_3 = """
    backing_queue_status.pending_acks backing_queue_status.ram_msg_count
    backing_queue_status.ram_ack_count backing_queue_status.persistent_count
"""


def curl(path, *options):
    """The call as the documentation shows it; answers the status and the body."""
    command = ["curl", "-s", "-m", "10", "-w", "\n%{http_code}", *options]
    result = subprocess.run(
        [*command, f"http://{HOST}:{HTTP_PORT}{path}"], capture_output=True, text=True, check=True
    )
    body, _, status = result.stdout.rpartition("\n")
    return int(status), body


def get(path):
    status, body = curl(path, "-u", "guest:guest")
    assert status == 200, f"{path}: {status} {body}"
    return json.loads(body)


def values(document, path):
    """All values at a path such as `listeners[].port`; KeyError names what is missing."""
    found = [document]
    for step in path.split("."):
        key, is_list = step.removesuffix("[]"), step.endswith("[]")
        below = []
        for value in found:
            if not isinstance(value, dict) or key not in value:
                raise KeyError(path)
            below += value[key] if is_list else [value[key]]
        found = below
    if not found:
        raise KeyError(f"{path} (the list is empty)")
    return found


def missing_fields(document, paths):
    missing = []
    for path in paths.split():
        try:
            values(document, path)
        except KeyError as error:
            missing.append(error.args[0])
    return missing


def assert_fields(what, document, paths):
    missing = missing_fields(document, paths)
    assert not missing, f"{what} has no {', '.join(missing)}"


def assert_values(what, document, **expected):
    actual = {key: document.get(key) for key in expected}
    assert actual == expected, f"{what}: expected {expected}, got {actual}"


def eventually(check, pause, seconds=15):
    """Statistics follow the traffic with a delay: tries until they are right."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return check()
        except (AssertionError, KeyError):
            if time.monotonic() > deadline:
                raise
            pause(0.5)


class Traffic:
    """A known number of everything, over one connection that stays open until the end."""

    def __init__(self):
        self.connection = pika.BlockingConnection(pika.ConnectionParameters(HOST, PORT))
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()
        self.channel.exchange_declare(NAME, "direct", auto_delete=True)
        self.channel.queue_declare(NAME, durable=True, arguments={"x-max-length": 1000})
        self.channel.queue_bind(NAME, NAME, "key")
        self.consuming = self.connection.channel()
        self.consuming.basic_qos(prefetch_count=PREFETCH)
        self.consuming.basic_consume(NAME, self.settle, consumer_tag="the-consumer")
        self.published = self.acked = 0
        self.acking = True

    def settle(self, channel, method, _properties, _body):
        if self.published == 1 and not method.redelivered:
            channel.basic_nack(method.delivery_tag, requeue=True)
        elif self.acking:
            channel.basic_ack(method.delivery_tag)
            self.acked += 1

    def publish(self):
        self.published += 1
        persistent = pika.BasicProperties(delivery_mode=2)
        self.channel.basic_publish(NAME, "key", b"0123456789", persistent, mandatory=True)

    def run(self):
        started = time.monotonic()
        while (elapsed := time.monotonic() - started) < SECONDS:
            if self.published < elapsed * PER_SECOND:
                self.publish()
            self.connection.sleep(0.5 / PER_SECOND)

    def leave_some(self):
        self.connection.sleep(0.5)
        assert self.acked == self.published, (self.acked, self.published)
        self.acking = False
        for _ in range(READY + PREFETCH):
            self.publish()

    def close(self):
        self.channel.queue_delete(NAME)
        self.connection.close()


def check_login(_):
    status, _ = curl("/api/overview")
    assert status == 401, status
    status, body = curl("/api/overview", "-u", "guest:wrong")
    assert status == 401 and json.loads(body)["error"] == "not_authorized", (status, body)


def check_rates_while_traffic_runs(_):
    for path in ("/api/overview", f"/api/queues/%2f/{NAME}"):
        rate = get(path)["message_stats"]["publish_details"]["rate"]
        # The overview counts everybody's messages; without --against that is only ours.
        assert PER_SECOND * 0.5 < rate, f"{path}: {rate} messages/s instead of {PER_SECOND}"
        assert path.startswith("/api/overview") or rate < PER_SECOND * 2, f"{path}: {rate}"


def check_queue(traffic):
    traffic.leave_some()

    def figures():
        queue = get(f"/api/queues/%2f/{NAME}")
        assert_values(
            "the queue",
            queue,
            name=NAME,
            vhost="/",
            durable=True,
            auto_delete=False,
            exclusive=False,
            arguments={"x-max-length": 1000},
            consumers=1,
            messages=READY + PREFETCH,
            messages_ready=READY,
            messages_unacknowledged=PREFETCH,
            messages_persistent=READY + PREFETCH,
            message_bytes=10 * (READY + PREFETCH),
            message_bytes_ready=10 * READY,
            message_bytes_unacknowledged=10 * PREFETCH,
        )
        assert_values(
            "the queue's message_stats",
            queue["message_stats"],
            publish=traffic.published,
            ack=traffic.acked,
            redeliver=1,
            deliver=traffic.acked + 1 + PREFETCH,
            deliver_get=traffic.acked + 1 + PREFETCH,
        )
        assert_fields("the queue", queue, QUEUE + (QUEUE_3_3 if WITH_3_3_FIELDS else ""))
        for incoming in queue["incoming"]:
            assert incoming["exchange"] == {"name": NAME, "vhost": "/"}, incoming
            assert incoming["stats"]["publish"] == traffic.published, incoming
        for delivery in queue["deliveries"]:
            assert delivery["stats"]["ack"] == traffic.acked, delivery
        (consumer,) = queue["consumer_details"]
        assert_values(
            "the consumer",
            consumer,
            consumer_tag="the-consumer",
            ack_required=True,
            prefetch_count=PREFETCH,
            exclusive=False,
            queue={"name": NAME, "vhost": "/"},
        )

    eventually(figures, traffic.connection.sleep)


def check_queues(_):
    queues = {queue["name"]: queue for queue in get("/api/queues")}
    assert_fields("/api/queues", queues[NAME], QUEUES)
    assert queues[NAME]["messages"] == READY + PREFETCH
    status, body = curl("/api/queues/%2f/no-such-queue", "-u", "guest:guest")
    assert status == 404, status
    assert json.loads(body) == {"error": "Object Not Found", "reason": "Not Found"}, body


def check_vhosts(traffic):
    (vhost,) = [v for v in get("/api/vhosts") if v["name"] == "/"]
    assert_fields("/api/vhosts", vhost, VHOST)
    assert vhost["messages"] == vhost["messages_ready"] + vhost["messages_unacknowledged"]
    assert vhost["messages_unacknowledged"] >= PREFETCH, vhost
    assert vhost["message_stats"]["publish"] >= traffic.published, vhost["message_stats"]


def check_overview(traffic):
    overview = get("/api/overview")
    assert_fields("/api/overview", overview, OVERVIEW + (OVERVIEW_3_3 if WITH_3_3_FIELDS else ""))
    assert_fields("message_stats", overview["message_stats"], MESSAGE_STATS)
    details = " ".join(f"{name}_details.rate" for name in MESSAGE_STATS.split())
    assert_fields("message_stats", overview["message_stats"], details)
    totals = overview["object_totals"]
    assert totals["queues"] == len(get("/api/queues")), totals
    assert totals["connections"] >= 1 and totals["channels"] >= 2 and totals["consumers"] >= 1
    assert overview["message_stats"]["confirm"] >= traffic.published
    amqp = [entry for entry in overview["listeners"] if entry["protocol"] == "amqp"]
    assert PORT in [entry["port"] for entry in amqp], amqp
    types = {entry["name"] for entry in overview["exchange_types"]}
    assert {"direct", "fanout", "topic", "headers"} <= types, types


def main():
    failed = 0
    traffic = Traffic()
    traffic.run()
    for title, check in list(globals().items()):
        if not title.startswith("check_"):
            continue
        try:
            check(traffic)
            print(f"  ok   {title[6:]}")
        except Exception:
            failed += 1
            print(f"  FAIL {title[6:]}")
            traceback.print_exc(file=sys.stdout)
    traffic.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
