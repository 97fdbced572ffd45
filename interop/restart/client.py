"""pika's part in check.sh: what was confirmed and what was held when the server went.

    client.py fill            fills, holds messages, prints "filled", waits for the connection's end
    client.py check kill|term  after the restart
"""

import os
import sys

import pika
from pika.exceptions import AMQPConnectionError, ChannelClosedByBroker, ConnectionClosedByBroker

MESSAGES = 300
ACKNOWLEDGED = 3  # the first three are settled before the end ...
HELD = 7  # ... and the next seven delivered, but not settled
# After a kill the server knows which messages were certainly not delivered: all but those it had
# allowed itself to deliver before it must ask its disk again.
MAYBE = 128
QUEUE = "survivor"
PERSISTENT = pika.BasicProperties(delivery_mode=2, headers={"kept": "yes"})


def connect():
    address = os.environ["BROKER_HOST"], int(os.environ["BROKER_PORT"])
    return pika.BlockingConnection(pika.ConnectionParameters(*address))


def fill():
    connection = connect()
    channel = connection.channel()
    channel.confirm_delivery()
    channel.exchange_declare("survivors", "topic", durable=True)
    channel.queue_declare(QUEUE, durable=True, arguments={"x-max-length": 100_000})
    channel.queue_bind(QUEUE, "survivors", "s.#")
    channel.exchange_declare("passing", "fanout", durable=False)
    channel.queue_declare("passing", durable=False)
    for number in range(MESSAGES):
        channel.basic_publish("survivors", "s.x", str(number), PERSISTENT, mandatory=True)
    channel.basic_publish("survivors", "s.x", "transient", pika.BasicProperties(delivery_mode=1))
    for _ in range(ACKNOWLEDGED + HELD):
        channel.basic_get(QUEUE)
    channel.basic_ack(ACKNOWLEDGED, multiple=True)
    # One round trip behind the ack, so that the server has seen it.
    channel.queue_declare(QUEUE, passive=True)
    print("filled", flush=True)
    try:
        while True:
            connection.process_data_events(1)
    except ConnectionClosedByBroker as error:
        print("closed", error.reply_code, error.reply_text)
    except AMQPConnectionError as error:
        print("lost", repr(error))


def check(how):
    channel = connect().channel()
    # The same declarations as before: definitions and arguments must have come back as they were.
    channel.exchange_declare("survivors", "topic", durable=True)
    channel.queue_declare(QUEUE, durable=True, arguments={"x-max-length": 100_000})
    received = []
    for method, properties, body in channel.consume(QUEUE, auto_ack=True, inactivity_timeout=2):
        if method is None:
            break
        received.append((body.decode(), method.redelivered))
        assert properties.headers == {"kept": "yes"} and properties.delivery_mode == 2, properties
    bodies = [body for body, _ in received]
    if how == "kill":
        # A settlement is not forced to the disk on its own: it may be lost, a message may not.
        while bodies and int(bodies[0]) < ACKNOWLEDGED:
            del bodies[0], received[0]
    expected = [str(number) for number in range(ACKNOWLEDGED, MESSAGES)]
    assert bodies == expected, f"{len(bodies)} messages: {bodies}"
    redelivered = [redelivered for _, redelivered in received]
    assert all(redelivered[:HELD]), "a message that was delivered before isn't marked redelivered"
    # After a clean stop it is known exactly which were delivered.
    never = HELD if how == "term" else HELD + MAYBE
    assert not any(redelivered[never:]), "a message that was never delivered is marked"
    # The binding is there; what was not durable is gone.
    channel.confirm_delivery()
    channel.basic_publish("survivors", "s.again", "new", PERSISTENT, mandatory=True)
    channel.exchange_delete("survivors")
    channel.queue_delete(QUEUE)
    for missing in (
        lambda c: c.queue_declare("passing", passive=True),
        lambda c: c.exchange_declare("passing", passive=True),
    ):
        try:
            missing(channel.connection.channel())
        except ChannelClosedByBroker as error:
            assert error.reply_code == 404
        else:
            raise AssertionError("something that is not durable survived")


if __name__ == "__main__":
    fill() if sys.argv[1] == "fill" else check(sys.argv[2])
