"""The cases of check.py: a name and what is sent. What comes back is in expected.txt."""

import struct

from pika.spec import (
    Access,
    Basic,
    BasicProperties,
    Channel,
    Confirm,
    Connection,
    Exchange,
    Queue,
    Tx,
)

QUEUES = ["wire-q", "wire-other"]
EXCHANGES = ["wire-x", "wire-y", "wire-internal"]
CASES = {}


def case(name):
    return lambda function: CASES.setdefault(name, function)


def on_channel(name, *methods):
    """A case that sends methods on an open channel."""
    CASES[name] = lambda wire: wire.channel().send(*((1, method) for method in methods))


def raw_frame(kind, channel, payload, end=b"\xce"):
    return struct.pack(">BHI", kind, channel, len(payload)) + payload + end


# --- protocol header and handshake

for title, header in {
    "header of HTTP": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "header of AMQP 1.0": b"AMQP\0\1\0\0",
    "header of AMQP 1.0 with SASL": b"AMQP\3\1\0\0",
    "header of AMQP 0-10": b"AMQP\1\1\0\x0a",
    "header of AMQP 0-9-1 with another revision": b"AMQP\0\0\x09\x02",
    "header garbage": b"garbage!",
    "header of TLS": b"\x16\x03\x01\x02\0\1\0\1\xfc\x03",
}.items():
    CASES[title] = lambda wire, header=header: wire.send(header).expect_close()

for title, header in {
    "header of AMQP 0-8": b"AMQP\1\1\x08\0",
    "header of AMQP 0-9": b"AMQP\1\1\0\x09",
    "header of AMQP 0-9-1": b"AMQP\0\0\x09\x01",
}.items():
    CASES[title] = lambda wire, header=header: wire.send(header)


def login(title, **options):
    def play(wire):
        from check import start_ok

        wire.send(b"AMQP\0\0\x09\x01", (0, start_ok(**options))).expect_close()

    CASES[title] = play


login("login with a wrong password", password="wrong")
login("login with a wrong password, old client", password="wrong", capabilities=False)
login("login with an unknown mechanism", mechanism="NOPE")
login("login with EXTERNAL", mechanism="EXTERNAL")
login("login with a broken PLAIN response", response="guest")
login("login with an empty user", response="\0\0guest")

for title, tune in {
    "tune frame_max too small": Connection.TuneOk(2047, 4095, 0),
    "tune frame_max too large": Connection.TuneOk(2047, 131073, 0),
    "tune channel_max too large": Connection.TuneOk(2048, 131072, 0),
    "tune frame_max without limit": Connection.TuneOk(2047, 0, 0),
    "tune channel_max without limit": Connection.TuneOk(0, 131072, 0),
}.items():
    CASES[title] = lambda wire, tune=tune: wire.handshake(tune).expect_close()


@case("tune channel_max small")
def _(wire):
    wire.handshake(Connection.TuneOk(1, 4096, 0)).listen(until="0 Connection.OpenOk")
    wire.send((2, Channel.Open()))


@case("open of an unknown vhost")
def _(wire):
    wire.handshake(open_vhost="wire-nope")


@case("open before tune-ok")
def _(wire):
    from check import start_ok

    wire.send(b"AMQP\0\0\x09\x01", (0, start_ok()), (0, Connection.Open("/"))).expect_close()


@case("a channel method before start-ok")
def _(wire):
    wire.send(b"AMQP\0\0\x09\x01", (1, Channel.Open())).expect_close()


@case("start-ok on an open connection")
def _(wire):
    from check import start_ok

    wire.channel().send((0, start_ok()))


@case("connection.close is answered")
def _(wire):
    wire.channel().send((0, Connection.Close(200, "bye", 0, 0)))


# --- frames


def after_open(name, *parts):
    CASES[name] = lambda wire: wire.channel().send(*parts)


after_open("frame with a wrong end", raw_frame(1, 1, b"\0\x14\0\x0a\0", b"\xcd"))
after_open("frame of an unknown type", raw_frame(9, 1, b"abc"))
after_open("frame of an unknown type on channel 0", raw_frame(9, 0, b"abc"))
after_open("frame a few bytes larger than frame_max", raw_frame(3, 1, b"x" * 131065))
after_open("frame much larger than frame_max", raw_frame(3, 1, b"x" * 140_000))
after_open("frame with an unknown class", raw_frame(1, 1, struct.pack(">HH", 999, 10)))
after_open("frame with an unknown method", raw_frame(1, 1, struct.pack(">HH", 60, 999)))
after_open("frame with a method cut short", raw_frame(1, 1, struct.pack(">HHH", 50, 10, 0)))
after_open("frame with an empty method", raw_frame(1, 1, b""))
after_open("frame with bytes after the method", raw_frame(1, 1, struct.pack(">HHB", 85, 10, 0) + b"xxxx"))
after_open("heartbeat on a channel", raw_frame(8, 1, b""))
after_open("method on a channel that is not open", (2, Queue.Declare(queue="wire-q")))
after_open("channel.open twice", (1, Channel.Open()))
after_open("channel number above channel_max", (2048, Channel.Open()))
after_open("channel method on channel 0", (0, Queue.Declare(queue="wire-q")))
after_open("connection method on a channel", (1, Connection.Close(200, "x", 0, 0)))
after_open("header without a method", raw_frame(2, 1, struct.pack(">HHQH", 60, 0, 0, 0)))
after_open("body without a method", raw_frame(3, 1, b"body"))
after_open("a method that only a server sends", (1, Queue.DeclareOk("q", 0, 0)))
after_open("header on a channel that is not open", raw_frame(2, 7, struct.pack(">HHQH", 60, 0, 0, 0)))


@case("heartbeat on channel 0 is fine")
def _(wire):
    wire.channel().send(raw_frame(8, 0, b""), (1, Confirm.Select()))


@case("publish, then a method instead of the header")
def _(wire):
    wire.channel().send((1, Basic.Publish(routing_key="wire-q")), (1, Confirm.Select()))


@case("publish, then a body instead of the header")
def _(wire):
    wire.channel().send((1, Basic.Publish(routing_key="wire-q")), raw_frame(3, 1, b"x"))


@case("publish, then a header of another class")
def _(wire):
    header = raw_frame(2, 1, struct.pack(">HHQH", 50, 0, 0, 0))
    wire.channel().send((1, Basic.Publish(routing_key="wire-q")), header)


@case("publish with a longer body than announced")
def _(wire):
    publish = Basic.Publish(routing_key="wire-q")
    wire.channel().publish(1, publish, BasicProperties(), b"12345", size=3)


@case("publish in many small body frames")
def _(wire):
    wire.channel().send((1, Queue.Declare(queue="wire-q")), (1, Confirm.Select())).listen()
    wire.send((1, Basic.Publish(routing_key="wire-q")))
    wire.send(raw_frame(2, 1, struct.pack(">HHQH", 60, 0, 10, 0)))
    wire.send(*(raw_frame(3, 1, b"%d" % digit) for digit in range(10))).listen()
    wire.send((1, Basic.Get(queue="wire-q", no_ack=True)))


@case("publish of nothing needs no body frame")
def _(wire):
    wire.channel().send((1, Queue.Declare(queue="wire-q")), (1, Confirm.Select())).listen()
    wire.publish(1, Basic.Publish(routing_key="wire-q"), BasicProperties(), b"")


@case("publish with immediate")
def _(wire):
    publish = Basic.Publish(routing_key="wire-q", immediate=True)
    wire.channel().publish(1, publish, BasicProperties(), b"x")


@case("channel.close in the middle of a message")
def _(wire):
    wire.channel().send((1, Basic.Publish(routing_key="wire-q")), (1, Channel.Close(200, "", 0, 0)))


@case("channels open again after a close by the client")
def _(wire):
    wire.channel().send((1, Channel.Close(200, "", 0, 0))).listen(until="1 Channel.CloseOk")
    wire.send((1, Channel.Open()))


@case("frames on a channel that the server closed are ignored until close-ok")
def _(wire):
    wire.channel().send((1, Basic.Ack(1)), (1, Queue.Declare(queue="wire-q")), (1, Channel.CloseOk()))
    wire.send((1, Channel.Open()), (1, Queue.Declare(queue="wire-q", passive=True)))


# --- channels

on_channel("flow off", Channel.Flow(False))
on_channel("flow on", Channel.Flow(True))
on_channel("access.request", Access.Request())
on_channel("qos with a size", Basic.Qos(prefetch_size=1))
on_channel("qos", Basic.Qos(prefetch_count=1))
on_channel("recover without requeue", Basic.Recover(requeue=False))
on_channel("recover", Basic.Recover(requeue=True))
on_channel("recover-async", Basic.RecoverAsync(requeue=True), Confirm.Select())
on_channel("ack of nothing", Basic.Ack(1))
on_channel("ack of tag 0", Basic.Ack(0))
on_channel("ack of all when there is nothing", Basic.Ack(0, multiple=True), Confirm.Select())
on_channel("ack of many that are not there", Basic.Ack(7, multiple=True))
on_channel("nack of nothing", Basic.Nack(1))
on_channel("reject of nothing", Basic.Reject(1))
on_channel("tx.select", Tx.Select(), Tx.Commit(), Tx.Rollback())
on_channel("tx.commit without select", Tx.Commit())
on_channel("tx.rollback without select", Tx.Rollback())
on_channel("confirm on a transactional channel", Tx.Select(), Confirm.Select())
on_channel("tx on a confirming channel", Confirm.Select(), Tx.Select())
on_channel("confirm twice", Confirm.Select(), Confirm.Select())
on_channel("confirm without an answer", Confirm.Select(nowait=True), Basic.Qos())

# --- consumers

DECLARE = Queue.Declare(queue="wire-q")


@case("consumer tag twice")
def _(wire):
    consume = Basic.Consume(queue="wire-q", consumer_tag="t")
    wire.channel().send((1, DECLARE), (1, consume)).listen(until="1 Basic.ConsumeOk")
    wire.send((1, consume))


@case("consume exclusively beside another")
def _(wire):
    wire.channel().send((1, DECLARE), (1, Basic.Consume(queue="wire-q", consumer_tag="a")))
    wire.listen(until="1 Basic.ConsumeOk")
    wire.send((1, Basic.Consume(queue="wire-q", consumer_tag="b", exclusive=True)))


on_channel("consume from a missing queue", Basic.Consume(queue="wire-q"))
on_channel("consume from no queue at all", Basic.Consume(queue=""))
on_channel("consume from the last declared queue", DECLARE, Basic.Consume(queue="", consumer_tag="t"))
on_channel("cancel of an unknown consumer", Basic.Cancel("nope"))
on_channel("consume with a bad priority", DECLARE, Basic.Consume(queue="wire-q", arguments={"x-priority": "high"}))
on_channel("reply-to with acknowledgements", Basic.Consume(queue="amq.rabbitmq.reply-to"))
on_channel("reply-to twice", *[Basic.Consume(queue="amq.rabbitmq.reply-to", no_ack=True)] * 2)
on_channel("reply-to declared", Queue.Declare(queue="amq.rabbitmq.reply-to"))
on_channel("reply-to declared passively", Queue.Declare(queue="amq.rabbitmq.reply-to", passive=True))
on_channel("reply-to that is not there", Queue.Declare(queue="amq.rabbitmq.reply-to.nope", passive=True))
on_channel("get from no queue at all", Basic.Get(queue=""))
on_channel("get from an empty queue", DECLARE, Basic.Get(queue="wire-q"))

# --- publishing


def publishing(name, publish, **properties):
    def play(wire):
        wire.channel().send((1, DECLARE), (1, Confirm.Select())).listen()
        wire.forget().publish(1, publish, BasicProperties(**properties), b"x")

    CASES[name] = play


TO_QUEUE = Basic.Publish(routing_key="wire-q")
publishing("publish", TO_QUEUE)
publishing("publish mandatory to nowhere", Basic.Publish(routing_key="wire-nowhere", mandatory=True))
publishing("publish to nowhere", Basic.Publish(routing_key="wire-nowhere"))
publishing("publish to a missing exchange", Basic.Publish(exchange="wire-x"))
publishing("publish to an internal exchange", Basic.Publish(exchange="amq.rabbitmq.trace"))
publishing("publish as another user", TO_QUEUE, user_id="somebody")
publishing("publish as oneself", TO_QUEUE, user_id="guest")
publishing("publish with an expiration that is no number", TO_QUEUE, expiration="soon")
publishing("publish with a negative expiration", TO_QUEUE, expiration="-1")
publishing("publish with an expiration far too large", TO_QUEUE, expiration="99999999999999999999")
publishing("publish with an empty expiration", TO_QUEUE, expiration="")
publishing("publish with a CC that is no list", TO_QUEUE, headers={"CC": "wire-other"})
publishing("publish with a CC of numbers", TO_QUEUE, headers={"CC": [1]})
publishing("publish with reply-to but no reply consumer", TO_QUEUE, reply_to="amq.rabbitmq.reply-to")

# --- queues

on_channel("queue declared passively, missing", Queue.Declare(queue="wire-q", passive=True))
on_channel("queue declared passively without a name", Queue.Declare(queue="", passive=True))
on_channel("queue named by the server", Queue.Declare(queue="", exclusive=True), Queue.Declare(queue="", passive=True))
on_channel("queue with a reserved name", Queue.Declare(queue="amq.wire"))
on_channel("queue without an answer", Queue.Declare(queue="wire-q", nowait=True), Basic.Qos())
on_channel("queue deleted that is not there", Queue.Delete(queue="wire-q"))
on_channel("queue purged that is not there", Queue.Purge(queue="wire-q"))
on_channel("queue unbound that is not bound", DECLARE, Queue.Unbind(queue="wire-q", exchange="amq.direct"))
on_channel("queue unbound from a missing exchange", DECLARE, Queue.Unbind(queue="wire-q", exchange="wire-x"))
on_channel("queue bound to a missing exchange", DECLARE, Queue.Bind(queue="wire-q", exchange="wire-x"))
on_channel("missing queue bound", Queue.Bind(queue="wire-q", exchange="amq.direct"))
on_channel("queue bound to the default exchange", DECLARE, Queue.Bind(queue="wire-q", exchange=""))
on_channel(
    "queue bound with a bad x-match",
    DECLARE,
    Queue.Bind(queue="wire-q", exchange="amq.headers", arguments={"x-match": "some"}),
)
on_channel(
    "queue redeclared not durable", Queue.Declare(queue="wire-q", durable=True), DECLARE
)
on_channel("queue redeclared exclusive", DECLARE, Queue.Declare(queue="wire-q", exclusive=True))
on_channel("queue with a name of 255 bytes", Queue.Declare(queue="w" * 255, exclusive=True))
on_channel("queue with a line break in its name", Queue.Declare(queue="wire\nq", exclusive=True))

ARGUMENTS = {
    "x-message-ttl": [-1, "soon", 2**32, 0],
    "x-expires": [0, -1, "x", 60000],
    "x-max-length": [-1, "x", 0],
    "x-max-length-bytes": [-1, 0],
    "x-max-priority": [-1, 256, 255, "x"],
    "x-overflow": ["nope", 1, "drop-head", "reject-publish-dlx"],
    "x-dead-letter-exchange": [1, "wire-missing"],
    "x-dead-letter-routing-key": ["without-exchange", 1],
    "x-queue-mode": ["nope", "lazy"],
    "x-queue-type": ["nope", 1],
    "x-queue-version": [3, 1],
    "x-single-active-consumer": ["yes", True],
    "x-delivery-limit": ["x", 3],
    "x-unknown": ["anything"],
}
for argument, candidates in ARGUMENTS.items():
    for value in candidates:
        declare = Queue.Declare(queue="wire-q", exclusive=True, arguments={argument: value})
        on_channel(f"queue with {argument} {value!r}", declare)

QUORUM = {"x-queue-type": "quorum"}
on_channel("quorum queue", Queue.Declare(queue="wire-q", durable=True, arguments=QUORUM))
on_channel("quorum queue not durable", Queue.Declare(queue="wire-q", arguments=QUORUM))
on_channel("quorum queue exclusive", Queue.Declare(queue="wire-q", durable=True, exclusive=True, arguments=QUORUM))
on_channel("quorum queue auto-delete", Queue.Declare(queue="wire-q", durable=True, auto_delete=True, arguments=QUORUM))
on_channel("quorum queue with priorities", Queue.Declare(queue="wire-q", durable=True, arguments={**QUORUM, "x-max-priority": 5}))
on_channel("quorum queue with a bad delivery limit", Queue.Declare(queue="wire-q", durable=True, arguments={**QUORUM, "x-delivery-limit": -1}))
on_channel(
    "quorum queue with global qos",
    Queue.Declare(queue="wire-q", durable=True, arguments=QUORUM),
    Basic.Qos(prefetch_count=1, global_qos=True),
    Basic.Consume(queue="wire-q", consumer_tag="t"),
)

# --- exchanges

FANOUT = Exchange.Declare(exchange="wire-x", type="fanout")
on_channel("exchange", FANOUT, FANOUT)
on_channel("exchange of an unknown type", Exchange.Declare(exchange="wire-x", type="nope"))
on_channel("exchange of no type", Exchange.Declare(exchange="wire-x", type=""))
on_channel("exchange redeclared with another type", FANOUT, Exchange.Declare(exchange="wire-x", type="topic"))
on_channel("exchange redeclared durable", FANOUT, Exchange.Declare(exchange="wire-x", type="fanout", durable=True))
on_channel("exchange redeclared internal", FANOUT, Exchange.Declare(exchange="wire-x", type="fanout", internal=True))
on_channel("exchange redeclared auto-delete", FANOUT, Exchange.Declare(exchange="wire-x", type="fanout", auto_delete=True))
on_channel("exchange declared passively, missing", Exchange.Declare(exchange="wire-x", type="direct", passive=True))
on_channel("exchange declared passively with another type", FANOUT, Exchange.Declare(exchange="wire-x", type="topic", passive=True))
on_channel("exchange with a reserved name", Exchange.Declare(exchange="amq.wire", type="fanout"))
on_channel("predeclared exchange declared again", Exchange.Declare(exchange="amq.direct", type="direct", durable=True))
on_channel("default exchange declared", Exchange.Declare(exchange="", type="direct", durable=True))
on_channel("default exchange declared passively", Exchange.Declare(exchange="", type="direct", passive=True))
on_channel("default exchange deleted", Exchange.Delete(exchange=""))
on_channel("predeclared exchange deleted", Exchange.Delete(exchange="amq.direct"))
on_channel("missing exchange deleted", Exchange.Delete(exchange="wire-x"))
on_channel(
    "exchange in use deleted if unused",
    FANOUT,
    DECLARE,
    Queue.Bind(queue="wire-q", exchange="wire-x"),
    Exchange.Delete(exchange="wire-x", if_unused=True),
)
on_channel("exchange with a bad alternate", Exchange.Declare(exchange="wire-x", type="fanout", arguments={"alternate-exchange": 1}))
on_channel("exchange with a missing alternate", Exchange.Declare(exchange="wire-x", type="fanout", arguments={"alternate-exchange": "wire-y"}))
on_channel("exchange bound to a missing source", FANOUT, Exchange.Bind(destination="wire-x", source="wire-y"))
on_channel("missing exchange bound", FANOUT, Exchange.Bind(destination="wire-y", source="wire-x"))
on_channel("exchange bound to itself", FANOUT, Exchange.Bind(destination="wire-x", source="wire-x"))
on_channel("exchange bound to the default exchange", FANOUT, Exchange.Bind(destination="wire-x", source=""))
on_channel("exchange unbound that is not bound", FANOUT, Exchange.Unbind(destination="wire-x", source="amq.direct"))
