"""aio-pika: asyncio, robust connections, and its RPC and worker patterns."""

import asyncio
import os
import sys
import traceback
import uuid

import aio_pika
import aiormq.exceptions
from aio_pika import DeliveryMode, ExchangeType, Message
from aio_pika.exceptions import DeliveryError, QueueEmpty
from aio_pika.patterns import RPC, Master, RejectMessage

URL = "amqp://guest:guest@{}:{}/".format(
    os.environ.get("BROKER_HOST", "127.0.0.1"), os.environ.get("BROKER_PORT", "5672")
)


def name(what):
    return f"aio-{what}-{uuid.uuid4().hex[:8]}"


async def expect(error_type, text, awaitable):
    try:
        await awaitable
    except error_type as error:
        assert text in str(error), f"{error!r} does not say {text!r}"
    else:
        raise AssertionError(f"expected {error_type.__name__}: {text}")


async def check_publish_consume_ack(connection):
    async with connection.channel() as channel:
        queue = await channel.declare_queue(name("q"), exclusive=True)
        for number in range(10):
            # Publisher confirms are on by default: each publish waits for its confirm.
            confirm = await channel.default_exchange.publish(
                Message(
                    str(number).encode(),
                    headers={"n": number, "nested": {"list": [1, "a", True, None]}},
                    delivery_mode=DeliveryMode.PERSISTENT,
                    message_id=f"id-{number}",
                ),
                routing_key=queue.name,
            )
            assert type(confirm).__name__ == "Ack", confirm
        received = []
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    assert message.message_id == f"id-{len(received)}"
                    assert message.headers["nested"] == {"list": [1, "a", True, None]}
                    received.append(int(message.body))
                if len(received) == 10:
                    break
        assert received == list(range(10)), received
        assert (await channel.declare_queue(queue.name, passive=True)).declaration_result.message_count == 0


async def check_requeue_and_reject(connection):
    async with connection.channel() as channel:
        queue = await channel.declare_queue(name("q"), exclusive=True)
        for body in (b"a", b"b"):
            await channel.default_exchange.publish(Message(body), queue.name)
        first = await queue.get(timeout=5)
        assert not first.redelivered
        await first.nack(requeue=True)
        again = await queue.get(timeout=5)
        assert again.body == b"a" and again.redelivered
        await again.reject(requeue=False)
        last = await queue.get(timeout=5)
        assert last.body == b"b"
        await last.ack()
        assert await queue.get(fail=False) is None
        await expect(QueueEmpty, "", queue.get())


async def check_prefetch(connection):
    async with connection.channel() as channel:
        await channel.set_qos(prefetch_count=2)
        queue = await channel.declare_queue(name("q"), exclusive=True)
        for _ in range(6):
            await channel.default_exchange.publish(Message(b"x"), queue.name)
        held = []

        async def hold(message):
            held.append(message)

        await queue.consume(hold)
        await asyncio.sleep(0.5)
        assert len(held) == 2, len(held)
        await held[1].ack(multiple=True)
        await asyncio.sleep(0.5)
        assert len(held) == 4, len(held)


async def check_mandatory_return(connection):
    channel = await connection.channel(on_return_raises=True)
    try:
        await expect(
            DeliveryError,
            "",
            channel.default_exchange.publish(Message(b"lost"), name("nowhere"), mandatory=True),
        )
    finally:
        await channel.close()


async def check_rejected_publish_is_nacked(connection):
    async with connection.channel() as channel:
        queue = await channel.declare_queue(
            name("full"),
            exclusive=True,
            arguments={"x-max-length": 1, "x-overflow": "reject-publish"},
        )
        await channel.default_exchange.publish(Message(b"fits"), queue.name)
        await expect(
            DeliveryError, "", channel.default_exchange.publish(Message(b"too much"), queue.name)
        )


async def check_exchanges(connection):
    async with connection.channel() as channel:

        async def route(kind, bindings, publications):
            """Publishes (routing key, headers) pairs; answers the routing keys per binding."""
            exchange = await channel.declare_exchange(name(kind.value), kind, auto_delete=True)
            queues = []
            for key, arguments in bindings:
                queue = await channel.declare_queue(name("q"), exclusive=True)
                await queue.bind(exchange, key, arguments=arguments)
                queues.append(queue)
            for key, headers in publications:
                await exchange.publish(Message(key.encode(), headers=headers), key, mandatory=False)
            got = []
            for queue in queues:
                bodies = []
                while message := await queue.get(fail=False, no_ack=True):
                    bodies.append(message.body.decode())
                got.append(bodies)
            return got

        keys = [("a.b", None), ("a.b.c", None), ("b", None)]
        assert await route(ExchangeType.TOPIC, [("a.*", None), ("a.#", None)], keys) == [
            ["a.b"],
            ["a.b", "a.b.c"],
        ]
        assert await route(ExchangeType.FANOUT, [("", None)], keys) == [["a.b", "a.b.c", "b"]]
        assert await route(ExchangeType.DIRECT, [("b", None)], keys) == [["b"]]
        assert await route(
            ExchangeType.HEADERS,
            [("", {"x-match": "all", "a": 1, "b": "x"}), ("", {"x-match": "any", "a": 1, "b": "x"})],
            [("both", {"a": 1, "b": "x"}), ("one", {"a": 1}), ("neither", {"a": 2})],
        ) == [["both"], ["both", "one"]]


async def check_exchange_to_exchange(connection):
    async with connection.channel() as channel:
        outer = await channel.declare_exchange(name("outer"), ExchangeType.DIRECT, auto_delete=True)
        inner = await channel.declare_exchange(name("inner"), ExchangeType.FANOUT, auto_delete=True)
        await inner.bind(outer, "go")
        queue = await channel.declare_queue(name("q"), exclusive=True)
        await queue.bind(inner)
        await outer.publish(Message(b"through"), "go")
        assert (await queue.get(timeout=5, no_ack=True)).body == b"through"


async def check_rpc_pattern(connection):
    async with connection.channel() as channel:
        rpc = await RPC.create(channel)

        async def multiply(*, x, y):
            return x * y

        method = name("multiply")
        await rpc.register(method, multiply, auto_delete=True)
        answers = await asyncio.gather(
            *(rpc.call(method, kwargs={"x": i, "y": 7}) for i in range(10))
        )
        assert answers == [i * 7 for i in range(10)], answers
        await rpc.close()


async def check_direct_reply_to(connection):
    async with connection.channel() as channel:
        requests = await channel.declare_queue(name("rpc"), auto_delete=True)

        async def serve(message):
            async with message.process():
                await channel.default_exchange.publish(
                    Message(message.body.upper(), correlation_id=message.correlation_id),
                    message.reply_to,
                )

        await requests.consume(serve)
        reply = asyncio.get_running_loop().create_future()
        # get_queue: a pseudo queue is there without a declaration.
        replies = await channel.get_queue("amq.rabbitmq.reply-to", ensure=False)

        async def answered(message):
            reply.set_result((message.body, message.correlation_id))

        await replies.consume(answered, no_ack=True)
        await channel.default_exchange.publish(
            Message(b"hello", reply_to="amq.rabbitmq.reply-to", correlation_id="7"), requests.name
        )
        assert await asyncio.wait_for(reply, 5) == (b"HELLO", "7")


async def check_worker_pattern(connection):
    async with connection.channel() as channel:
        await channel.set_qos(prefetch_count=1)
        master = Master(channel, reject_on_redelivered=True, requeue=False)
        seen, done = [], asyncio.Event()

        async def work(*, number):
            seen.append(number)
            if number == 1:
                raise RejectMessage(requeue=False)
            if len(seen) == 3:
                done.set()

        task = name("work")
        worker = await master.create_worker(task, work, auto_delete=True)
        for number in range(3):
            await master.create_task(task, kwargs={"number": number})
        await asyncio.wait_for(done.wait(), 5)
        await worker.close()
        assert seen == [0, 1, 2], seen


async def check_transaction(connection):
    channel = await connection.channel(publisher_confirms=False)
    try:
        queue = await channel.declare_queue(name("q"), exclusive=True)
        try:
            async with channel.transaction():
                await channel.default_exchange.publish(Message(b"undone"), queue.name)
                raise KeyError("roll back")
        except KeyError:
            pass
        async with channel.transaction():
            await channel.default_exchange.publish(Message(b"done"), queue.name)
        assert (await queue.get(timeout=5, no_ack=True)).body == b"done"
    finally:
        await channel.close()


async def check_errors(connection):
    missing = name("missing")

    async def on_new_channel(action):
        channel = await connection.channel()
        try:
            await action(channel)
        finally:
            if not channel.is_closed:
                await channel.close()

    await expect(
        aiormq.exceptions.ChannelNotFoundEntity,
        f"NOT_FOUND - no queue '{missing}' in vhost '/'",
        on_new_channel(lambda c: c.declare_queue(missing, passive=True)),
    )
    async with connection.channel() as channel:
        queue = await channel.declare_queue(name("q"), auto_delete=True)
        await expect(
            aiormq.exceptions.ChannelPreconditionFailed,
            f"PRECONDITION_FAILED - inequivalent arg 'durable' for queue '{queue.name}' in vhost '/': "
            "received 'true' but current is 'false'",
            on_new_channel(lambda c: c.declare_queue(queue.name, durable=True, auto_delete=True)),
        )
        await queue.delete()
    await expect(
        aiormq.exceptions.ChannelAccessRefused,
        "ACCESS_REFUSED - queue name 'amq.x' contains reserved prefix 'amq.*'",
        on_new_channel(lambda c: c.declare_queue("amq.x")),
    )


async def check_bad_login(_):
    await expect(
        aiormq.exceptions.ProbableAuthenticationError,
        "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN",
        aio_pika.connect(URL.replace("guest:guest", "guest:wrong")),
    )


async def check_many_channels_at_once(connection):
    async def one(number):
        async with connection.channel() as channel:
            queue = await channel.declare_queue(exclusive=True)
            assert queue.name.startswith("amq"), queue.name
            await channel.default_exchange.publish(Message(str(number).encode()), queue.name)
            return int((await queue.get(timeout=5, no_ack=True)).body)

    assert await asyncio.gather(*map(one, range(50))) == list(range(50))


async def main():
    failed = 0
    for title, check in list(globals().items()):
        if not title.startswith("check_"):
            continue
        try:
            async with await aio_pika.connect_robust(URL) as connection:
                await asyncio.wait_for(check(connection), 20)
            print(f"  ok   {title[6:]}")
        except Exception:
            failed += 1
            print(f"  FAIL {title[6:]}")
            traceback.print_exc(file=sys.stdout)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
