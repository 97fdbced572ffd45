"""pika (blocking adapter): the broad check. Every function named check_* is one test.

The broker is found by BROKER_HOST and BROKER_PORT. All checks run even if one fails, so that one
run shows every difference from RabbitMQ.
"""

import os
import sys
import time
import traceback
import uuid

import pika
from pika.exceptions import (
    AMQPConnectionError,
    ChannelClosedByBroker,
    ConnectionClosedByBroker,
    NackError,
    ProbableAccessDeniedError,
    ProbableAuthenticationError,
    UnroutableError,
)

HOST = os.environ.get("BROKER_HOST", "127.0.0.1")
PORT = int(os.environ.get("BROKER_PORT", "5672"))


def connect(user="guest", password="guest", vhost="/", **options):
    credentials = pika.PlainCredentials(user, password)
    return pika.BlockingConnection(
        pika.ConnectionParameters(HOST, PORT, vhost, credentials, **options)
    )


def name(what):
    """A name no other run uses, so a run leaves no trap for the next."""
    return f"pika-{what}-{uuid.uuid4().hex[:8]}"


def temporary_queue(channel, **arguments):
    """An exclusive queue: it goes away with the connection."""
    queue = name("q")
    channel.queue_declare(queue, exclusive=True, arguments=arguments or None)
    return queue


def get_within(channel, queue, seconds=5, auto_ack=True):
    """basic.get until there is a message: routing between queues is not instant."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        method, properties, body = channel.basic_get(queue, auto_ack=auto_ack)
        if method:
            return method, properties, body
        time.sleep(0.02)
    raise AssertionError(f"no message in {queue} within {seconds} s")


def take(channel, queue, count, auto_ack=False, seconds=5):
    """Consumes exactly count messages."""
    taken = []
    for method, properties, body in channel.consume(
        queue, auto_ack=auto_ack, inactivity_timeout=seconds
    ):
        assert method is not None, f"only {len(taken)} of {count} messages came"
        taken.append((method, properties, body))
        if len(taken) == count:
            return taken


def expect_channel_error(code, text, action):
    """The action closes its channel with this code and exactly this text; the connection lives."""
    with connect() as connection:
        channel = connection.channel()
        try:
            action(channel)
            # A method without an answer reports its error with the next synchronous one.
            channel.queue_declare(name("sync"), exclusive=True)
        except ChannelClosedByBroker as error:
            assert error.reply_code == code, (error.reply_code, error.reply_text)
            assert error.reply_text == text, error.reply_text
        else:
            raise AssertionError(f"expected {code} {text}")
        connection.channel().close()


def check_server_properties(_):
    with connect() as connection:
        properties = connection._impl.server_properties
        assert properties["product"] == "RabbitMQ", properties
        assert tuple(int(x) for x in properties["version"].split(".")) >= (3, 3), properties
        for capability in (
            "publisher_confirms",
            "exchange_exchange_bindings",
            "basic.nack",
            "consumer_cancel_notify",
            "connection.blocked",
            "consumer_priorities",
            "authentication_failure_close",
            "per_consumer_qos",
            "direct_reply_to",
        ):
            assert properties["capabilities"].get(capability) is True, capability


def check_properties_and_headers_travel_unchanged(channel):
    queue = temporary_queue(channel)
    sent = pika.BasicProperties(
        content_type="application/json",
        content_encoding="utf-8",
        headers={
            "text": "żółw",
            "number": -7,
            "big": 2**40,
            "yes": True,
            "none": None,
            "list": [1, "two", {"three": 3}],
            "table": {"a": {"b": "c"}},
            "bytes": b"\x00\xff",
        },
        delivery_mode=2,
        priority=3,
        correlation_id="c-1",
        reply_to="somewhere",
        expiration="60000",
        message_id="m-1",
        timestamp=1700000000,
        type="greeting",
        user_id="guest",
        app_id="interop",
    )
    channel.basic_publish("", queue, b"body", sent)
    method, properties, body = get_within(channel, queue)
    assert body == b"body"
    assert method.routing_key == queue and method.exchange == ""
    assert not method.redelivered and method.message_count == 0
    # pika gives a long string back as str where it can be decoded, as bytes where it can't.
    assert vars(properties) == vars(sent), (vars(properties), vars(sent))


def check_bodies_of_every_size(channel):
    queue = temporary_queue(channel)
    # Around the frame size of 131072 and far beyond it.
    sizes = (0, 1, 131063, 131064, 131065, 400_000, 5_000_000)
    for size in sizes:
        channel.basic_publish("", queue, os.urandom(1) * size)
    received = [len(body) for _, _, body in take(channel, queue, len(sizes), auto_ack=True)]
    assert received == list(sizes), received


def check_nack_and_reject_requeue_at_the_original_place(channel):
    queue = temporary_queue(channel)
    for number in range(4):
        channel.basic_publish("", queue, str(number))
    taken = [channel.basic_get(queue) for _ in range(4)]
    assert [m.redelivered for m, _, _ in taken] == [False] * 4
    channel.basic_reject(taken[2][0].delivery_tag, requeue=True)
    channel.basic_nack(taken[1][0].delivery_tag, multiple=True, requeue=True)
    channel.basic_nack(taken[3][0].delivery_tag, requeue=False)
    back = [get_within(channel, queue) for _ in range(3)]
    assert [b for _, _, b in back] == [b"0", b"1", b"2"], back
    assert all(m.redelivered for m, _, _ in back)
    assert channel.basic_get(queue) == (None, None, None)


def check_recover_redelivers(channel):
    queue = temporary_queue(channel)
    channel.basic_publish("", queue, b"again")
    get_within(channel, queue, auto_ack=False)
    channel.basic_recover(requeue=True)
    method, _, body = get_within(channel, queue)
    assert body == b"again" and method.redelivered


def check_unacked_returns_when_its_channel_closes(channel):
    queue = temporary_queue(channel)
    channel.basic_publish("", queue, b"mine")
    other = channel.connection.channel()
    get_within(other, queue, auto_ack=False)
    other.close()
    method, _, _ = get_within(channel, queue)
    assert method.redelivered


def check_prefetch_holds_deliveries_back(channel):
    queue = temporary_queue(channel)
    for number in range(10):
        channel.basic_publish("", queue, str(number))
    channel.basic_qos(prefetch_count=3)
    tags = []
    channel.basic_consume(queue, lambda _c, method, _p, _b: tags.append(method.delivery_tag))
    channel.connection.sleep(0.5)
    assert tags == [1, 2, 3], tags
    channel.basic_ack(2, multiple=True)
    channel.connection.sleep(0.5)
    assert tags == [1, 2, 3, 4, 5], tags


def check_global_prefetch_spans_consumers(channel):
    queues = [temporary_queue(channel) for _ in range(2)]
    for queue in queues:
        for number in range(5):
            channel.basic_publish("", queue, str(number))
    channel.basic_qos(prefetch_count=4, global_qos=True)
    tags = []
    for queue in queues:
        channel.basic_consume(queue, lambda _c, method, _p, _b: tags.append(method.delivery_tag))
    channel.connection.sleep(0.5)
    assert len(tags) == 4, tags
    channel.basic_ack(4, multiple=True)
    channel.connection.sleep(0.5)
    assert len(tags) == 8, tags


def check_confirms_mandatory_and_overflow(channel):
    channel.confirm_delivery()
    queue = name("full")
    channel.queue_declare(
        queue, exclusive=True, arguments={"x-max-length": 1, "x-overflow": "reject-publish"}
    )
    channel.basic_publish("", queue, b"fits", mandatory=True)
    try:
        channel.basic_publish("", queue, b"does not")
    except NackError:
        pass
    else:
        raise AssertionError("reject-publish did not nack")
    missing = name("nowhere")
    try:
        channel.basic_publish("", missing, b"lost", mandatory=True)
    except UnroutableError as error:
        (returned,) = error.messages
        assert returned.method.reply_code == 312, returned.method
        assert returned.method.reply_text == "NO_ROUTE", returned.method
        assert returned.method.routing_key == missing
        assert returned.body == b"lost"
    else:
        raise AssertionError("a mandatory message without a route was not returned")


def check_direct_reply_to(channel):
    requests = temporary_queue(channel)
    replies = []
    channel.basic_consume(
        "amq.rabbitmq.reply-to", lambda *delivery: replies.append(delivery), auto_ack=True
    )
    channel.basic_publish(
        "", requests, b"6", pika.BasicProperties(reply_to="amq.rabbitmq.reply-to", correlation_id="1")
    )
    with connect() as server:
        serving = server.channel()
        # An exclusive queue is not ours over there: the request queue is read here.
        _, request, body = get_within(channel, requests)
        assert request.reply_to.startswith("amq.rabbitmq.reply-to."), request.reply_to
        serving.queue_declare(request.reply_to, passive=True)  # "is the caller still there?"
        serving.basic_publish(
            "",
            request.reply_to,
            str(int(body) * 7),
            pika.BasicProperties(correlation_id=request.correlation_id),
        )
        channel.connection.sleep(1)
    ((_, method, properties, reply),) = replies
    assert (reply, properties.correlation_id) == (b"42", "1"), replies


def check_direct_topic_and_fanout_routing(channel):
    def routed(exchange_type, bindings, keys):
        exchange = name(exchange_type)
        channel.exchange_declare(exchange, exchange_type, auto_delete=True)
        queues = []
        for binding in bindings:
            queue = temporary_queue(channel)
            channel.queue_bind(queue, exchange, binding)
            queues.append(queue)
        for key in keys:
            channel.basic_publish(exchange, key, key)
        channel.basic_publish(exchange, keys[0], b"end")
        time.sleep(0.2)
        got = []
        for queue in queues:
            found = []
            while (message := channel.basic_get(queue, auto_ack=True))[0]:
                found.append(message[2].decode())
            got.append([body for body in found if body != "end"])
        return got

    assert routed("direct", ["a", "b"], ["a", "b", "c"]) == [["a"], ["b"]]
    assert routed("fanout", ["", "x"], ["a", "b"]) == [["a", "b"], ["a", "b"]]
    topics = ["stock.usd.nyse", "stock.eur", "stock", "a.stock.b", ""]
    assert routed("topic", ["stock.*", "stock.#", "#", "*.stock.#", "*"], topics) == [
        ["stock.eur"],
        ["stock.usd.nyse", "stock.eur", "stock"],
        topics,
        ["a.stock.b"],
        # The empty routing key has no words at all, so "*" does not match it.
        ["stock"],
    ]


def check_headers_routing(channel):
    exchange = name("headers")
    channel.exchange_declare(exchange, "headers", auto_delete=True)
    bindings = {
        "all": {"x-match": "all", "kind": "pdf", "pages": 2},
        "any": {"x-match": "any", "kind": "pdf", "pages": 2},
        "all-with-x": {"x-match": "all-with-x", "x-kind": "pdf"},
    }
    queues = {}
    for match, arguments in bindings.items():
        queues[match] = temporary_queue(channel)
        channel.queue_bind(queues[match], exchange, "", arguments)
    for body, headers in (
        ("both", {"kind": "pdf", "pages": 2, "more": 1}),
        ("one", {"kind": "pdf", "pages": 3}),
        ("none", {"kind": "txt"}),
        ("x", {"x-kind": "pdf"}),
    ):
        channel.basic_publish(exchange, "", body, pika.BasicProperties(headers=headers))
    counts = {}
    time.sleep(0.2)
    for match, queue in queues.items():
        counts[match] = []
        while (message := channel.basic_get(queue, auto_ack=True))[0]:
            counts[match].append(message[2].decode())
    # "all-with-x" appeared in 3.10; "x-kind" takes part only there.
    assert counts == {"all": ["both"], "any": ["both", "one"], "all-with-x": ["x"]}, counts


def check_exchange_to_exchange_alternate_cc_and_bcc(channel):
    unrouted, inner, outer = name("unrouted"), name("inner"), name("outer")
    channel.exchange_declare(unrouted, "fanout", auto_delete=True)
    channel.exchange_declare(inner, "fanout", auto_delete=True)
    channel.exchange_declare(
        outer, "direct", auto_delete=True, arguments={"alternate-exchange": unrouted}
    )
    channel.exchange_bind(inner, outer, "through")
    inner_queue, lost_queue = temporary_queue(channel), temporary_queue(channel)
    cc_queue, bcc_queue = temporary_queue(channel), temporary_queue(channel)
    channel.queue_bind(inner_queue, inner)
    channel.queue_bind(lost_queue, unrouted)
    channel.basic_publish(outer, "through", b"in")
    channel.basic_publish(outer, "astray", b"lost")
    assert get_within(channel, inner_queue)[2] == b"in"
    assert get_within(channel, lost_queue)[2] == b"lost"
    headers = {"CC": [cc_queue], "BCC": [bcc_queue]}
    channel.basic_publish("", inner_queue, b"copy", pika.BasicProperties(headers=headers))
    for queue in (inner_queue, cc_queue, bcc_queue):
        _, properties, body = get_within(channel, queue)
        assert body == b"copy" and properties.headers == {"CC": [cc_queue]}, properties.headers


def check_dead_lettering_with_x_death(channel):
    dead = temporary_queue(channel)
    source = name("dying")
    channel.queue_declare(
        source,
        exclusive=True,
        arguments={
            "x-message-ttl": 50,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": dead,
        },
    )
    channel.basic_publish("", source, b"old")
    _, properties, body = get_within(channel, dead)
    assert body == b"old"
    headers = properties.headers
    (death,) = headers["x-death"]
    assert death["reason"] == "expired" and death["queue"] == source and death["count"] == 1, death
    assert death["exchange"] == "" and death["routing-keys"] == [source], death
    assert headers["x-first-death-reason"] == "expired", headers
    assert headers["x-first-death-queue"] == source, headers
    assert headers["x-first-death-exchange"] == "", headers
    # Per-message expiry records what the expiration was and takes it off.
    channel.basic_publish("", source, b"x", pika.BasicProperties(expiration="10"))
    _, properties, _ = get_within(channel, dead)
    assert properties.expiration is None
    assert properties.headers["x-death"][0]["original-expiration"] == "10", properties.headers


def check_rejected_and_overflowing_messages_die_too(channel):
    dead = temporary_queue(channel)
    source = name("short")
    channel.queue_declare(
        source,
        exclusive=True,
        arguments={
            "x-max-length": 1,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": dead,
        },
    )
    channel.basic_publish("", source, b"first")
    channel.basic_publish("", source, b"second")
    _, properties, body = get_within(channel, dead)
    assert (body, properties.headers["x-death"][0]["reason"]) == (b"first", "maxlen")
    method, _, _ = get_within(channel, source, auto_ack=False)
    channel.basic_nack(method.delivery_tag, requeue=False)
    _, properties, body = get_within(channel, dead)
    assert (body, properties.headers["x-death"][0]["reason"]) == (b"second", "rejected")


def check_priorities(channel):
    queue = name("priority")
    channel.queue_declare(queue, exclusive=True, arguments={"x-max-priority": 5})
    for priority in (1, 9, None, 3):
        channel.basic_publish("", queue, str(priority), pika.BasicProperties(priority=priority))
    time.sleep(0.1)
    order = [body for _, _, body in take(channel, queue, 4, auto_ack=True)]
    assert order == [b"9", b"3", b"1", b"None"], order


def check_quorum_delivery_limit(channel):
    queue = name("quorum")
    channel.queue_declare(
        queue, durable=True, arguments={"x-queue-type": "quorum", "x-delivery-limit": 2}
    )
    try:
        channel.basic_publish("", queue, b"poison", pika.BasicProperties(delivery_mode=2))
        counts = []
        for _ in range(3):
            method, properties, _ = get_within(channel, queue, auto_ack=False)
            counts.append((properties.headers or {}).get("x-delivery-count"))
            channel.basic_nack(method.delivery_tag, requeue=True)
        # 3.10 and later put a 0 into the first answer of basic.get, earlier ones nothing.
        assert counts in ([0, 1, 2], [None, 1, 2]), counts
        time.sleep(0.2)
        assert channel.basic_get(queue)[0] is None, "still there after the delivery limit"
    finally:
        channel.queue_delete(queue)


def check_single_active_consumer_fails_over(channel):
    queue = temporary_queue(channel, **{"x-single-active-consumer": True})
    first, second = [], []
    tag = channel.basic_consume(queue, lambda *d: first.append(d), auto_ack=True)
    channel.basic_consume(queue, lambda *d: second.append(d), auto_ack=True)
    for _ in range(2):
        channel.basic_publish("", queue, b"x")
    channel.connection.sleep(0.3)
    assert (len(first), len(second)) == (2, 0)
    channel.basic_cancel(tag)
    channel.basic_publish("", queue, b"x")
    channel.connection.sleep(0.3)
    assert (len(first), len(second)) == (2, 1)


def check_consumer_is_told_when_its_queue_goes(channel):
    queue = temporary_queue(channel)
    cancelled = []
    channel.add_on_cancel_callback(lambda frame: cancelled.append(frame.method.consumer_tag))
    tag = channel.basic_consume(queue, lambda *_: None)
    channel.queue_delete(queue)
    channel.connection.sleep(0.5)
    assert cancelled == [tag], cancelled


def check_transactions(channel):
    queue = temporary_queue(channel)
    channel.tx_select()
    channel.basic_publish("", queue, b"undone")
    channel.tx_rollback()
    channel.basic_publish("", queue, b"done")
    assert channel.basic_get(queue)[0] is None, "visible before the commit"
    channel.tx_commit()
    method, _, body = get_within(channel, queue, auto_ack=False)
    assert body == b"done"
    channel.basic_ack(method.delivery_tag)
    channel.tx_rollback()
    # The rolled back ack leaves the message unacknowledged, not requeued.
    channel.basic_recover(requeue=True)
    method, _, _ = get_within(channel, queue, auto_ack=False)
    assert method.redelivered
    channel.basic_ack(method.delivery_tag)
    channel.tx_commit()


def check_counts_purge_and_delete(channel):
    channel.confirm_delivery()  # so that a count is taken after the publish
    queue = temporary_queue(channel)
    for _ in range(5):
        channel.basic_publish("", queue, b"x")
    assert channel.queue_declare(queue, passive=True).method.message_count == 5
    assert channel.queue_purge(queue).method.message_count == 5
    channel.basic_publish("", queue, b"x")
    assert channel.queue_delete(queue).method.message_count == 1
    # Deleting what isn't there succeeds, for queues and for exchanges.
    assert channel.queue_delete(queue).method.message_count == 0
    channel.exchange_delete(name("missing"))


def check_an_exclusive_queue_is_never_durable(channel):
    queue = name("q")
    channel.queue_declare(queue, exclusive=True, durable=True)
    channel.queue_declare(queue, exclusive=True, durable=False)  # equivalent


def check_error_missing_things(_):
    queue, exchange = name("missing"), name("missing-exchange")
    no_queue = f"NOT_FOUND - no queue '{queue}' in vhost '/'"
    no_exchange = f"NOT_FOUND - no exchange '{exchange}' in vhost '/'"
    expect_channel_error(404, no_queue, lambda c: c.queue_declare(queue, passive=True))
    expect_channel_error(404, no_queue, lambda c: c.basic_get(queue))
    expect_channel_error(404, no_queue, lambda c: c.basic_consume(queue, lambda *_: None))
    expect_channel_error(404, no_queue, lambda c: c.queue_purge(queue))
    expect_channel_error(404, no_exchange, lambda c: c.exchange_declare(exchange, passive=True))
    expect_channel_error(404, no_exchange, lambda c: c.basic_publish(exchange, "k", b"x"))


def check_error_inequivalent_redeclare(channel):
    queue = name("equivalent")
    channel.queue_declare(queue, durable=True, arguments={"x-max-length": 10})
    exchange = name("equivalent")
    channel.exchange_declare(exchange, "direct", auto_delete=True)
    prefix = "PRECONDITION_FAILED - inequivalent arg "
    where = f"for queue '{queue}' in vhost '/': "
    try:
        channel.queue_declare(queue, durable=True, arguments={"x-max-length": 10})
        for declare, detail in (
            (dict(durable=False), "'durable' " + where + "received 'false' but current is 'true'"),
            (
                dict(durable=True, auto_delete=True),
                "'auto_delete' " + where + "received 'true' but current is 'false'",
            ),
            (
                dict(durable=True, arguments={"x-max-length": 11}),
                "'x-max-length' " + where + "received '11' but current is '10'",
            ),
            (
                dict(durable=True),
                "'x-max-length' "
                + where
                + "received none but current is the value '10' of type 'signedint'",
            ),
        ):
            expect_channel_error(406, prefix + detail, lambda c: c.queue_declare(queue, **declare))
        expect_channel_error(
            406,
            prefix
            + f"'type' for exchange '{exchange}' in vhost '/': "
            + "received 'topic' but current is 'direct'",
            lambda c: c.exchange_declare(exchange, "topic", auto_delete=True),
        )
    finally:
        channel.queue_delete(queue)
        channel.exchange_delete(exchange)


def check_error_texts_of_channel_errors(channel):
    queue = temporary_queue(channel)
    expect_channel_error(
        405,
        f"RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '{queue}' in vhost '/'. "
        "It could be originally declared on another connection or the exclusive property value "
        "does not match that of the original declaration.",
        lambda c: c.queue_declare(queue, passive=True),
    )
    expect_channel_error(
        406, "PRECONDITION_FAILED - unknown delivery tag 99", lambda c: c.basic_ack(99)
    )
    expect_channel_error(
        403,
        "ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'",
        lambda c: c.queue_declare("amq.mine"),
    )
    generated = channel.queue_declare("", exclusive=True).method.queue
    assert generated.startswith("amq.gen-"), generated
    try:
        # Even its owner may declare a server-named queue again only passively.
        channel.queue_declare(generated, passive=True, exclusive=True)
        second = channel.connection.channel()
        second.queue_declare(generated, exclusive=True)
    except ChannelClosedByBroker as error:
        expected = f"ACCESS_REFUSED - queue name '{generated}' contains reserved prefix 'amq.*'"
        assert error.reply_text == expected, error.reply_text
    else:
        raise AssertionError("a reserved name was declared again")
    expect_channel_error(
        403,
        "ACCESS_REFUSED - operation not permitted on the default exchange",
        lambda c: c.queue_bind(queue, "", "k"),
    )
    expect_channel_error(
        406,
        "PRECONDITION_FAILED - invalid arg 'x-message-ttl' for queue 'pika-bad' in vhost '/': "
        "{value_negative,-1}",
        lambda c: c.queue_declare("pika-bad", arguments={"x-message-ttl": -1}),
    )

    shared = name("shared")
    channel.queue_declare(shared)
    try:
        channel.basic_publish("", shared, b"x")
        channel.basic_consume(shared, lambda *_: None, exclusive=True)
        expect_channel_error(
            403,
            f"ACCESS_REFUSED - queue '{shared}' in vhost '/' in exclusive use",
            lambda c: c.basic_consume(shared, lambda *_: None),
        )
        expect_channel_error(
            406,
            f"PRECONDITION_FAILED - queue '{shared}' in vhost '/' in use",
            lambda c: c.queue_delete(shared, if_unused=True),
        )
    finally:
        channel.queue_delete(shared)
    filled = temporary_queue(channel)
    channel.basic_publish("", filled, b"x")
    try:
        channel.queue_delete(filled, if_empty=True)
    except ChannelClosedByBroker as error:
        expected = f"PRECONDITION_FAILED - queue '{filled}' in vhost '/' not empty"
        assert error.reply_text == expected, error.reply_text
    else:
        raise AssertionError("a queue with messages was deleted with if-empty")


def check_errors_that_close_the_connection(_):
    def closed(code, text, action):
        connection = connect()
        try:
            action(connection.channel())
        except ConnectionClosedByBroker as error:
            assert (error.reply_code, error.reply_text) == (code, text), error
        else:
            connection.close()
            raise AssertionError(f"expected {code} {text}")

    closed(
        540,
        "NOT_IMPLEMENTED - prefetch_size!=0 (10)",
        lambda c: c.basic_qos(prefetch_size=10),
    )
    closed(
        540,
        "NOT_IMPLEMENTED - immediate=true",
        lambda c: (
            c._impl._send_method(pika.spec.Basic.Publish(immediate=True), (pika.BasicProperties(), b"x")),
            c.queue_declare(name("sync"), exclusive=True),
        ),
    )


def check_bad_login_and_bad_vhost(_):
    try:
        connect(password="wrong")
    except ProbableAuthenticationError as error:
        assert "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN" in str(
            error
        ), error
    else:
        raise AssertionError("a wrong password was let in")
    try:
        connect(vhost="no-such-vhost")
    except (ProbableAccessDeniedError, ConnectionClosedByBroker, AMQPConnectionError) as error:
        assert "530" in str(error) or "vhost no-such-vhost not found" in str(error), repr(error)
    else:
        raise AssertionError("an unknown vhost was let in")


def check_tune_is_negotiated_down(_):
    with connect(channel_max=5, frame_max=8192, heartbeat=7) as connection:
        implementation = connection._impl
        assert implementation.params.channel_max == 5
        assert implementation.params.frame_max == 8192
        assert implementation.params.heartbeat == 7
        channels = [connection.channel() for _ in range(5)]
        queue = temporary_queue(channels[0])
        channels[1].basic_publish("", queue, b"x" * 100_000)
        assert len(get_within(channels[4], queue)[2]) == 100_000


def check_heartbeats_keep_an_idle_connection(_):
    with connect(heartbeat=2) as connection:
        channel = connection.channel()
        connection.sleep(6)
        assert channel.is_open


def main():
    failed = 0
    for title, check in list(globals().items()):
        if not title.startswith("check_"):
            continue
        try:
            connection = connect()
            try:
                check(connection.channel())
            finally:
                if connection.is_open:
                    connection.close()
            print(f"  ok   {title[6:]}")
        except Exception:
            failed += 1
            print(f"  FAIL {title[6:]}")
            traceback.print_exc(file=sys.stdout)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
