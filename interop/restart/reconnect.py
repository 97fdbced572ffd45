"""aio-pika's part in check.sh: a robust connection finds the restarted server by itself.

Prints "filled", is cut off, and then must get its consumer, its bindings and its messages back.
"""

import asyncio
import os

import aio_pika

URL = "amqp://guest:guest@{BROKER_HOST}:{BROKER_PORT}/".format(**os.environ)


async def main():
    connection = await aio_pika.connect_robust(URL, reconnect_interval=0.5)
    came_back = asyncio.Event()
    connection.reconnect_callbacks.add(lambda *_: came_back.set())
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=1)
    exchange = await channel.declare_exchange("robust", "topic", durable=True)
    queue = await channel.declare_queue("robust", durable=True)
    # Not durable: the client has to declare and bind it again.
    passing = await channel.declare_queue("robust-passing", durable=False, auto_delete=False)
    await queue.bind(exchange, "robust.#")
    await passing.bind(exchange, "passing.#")
    seen = asyncio.Queue()

    async def consume(message):
        await seen.put((message.body, message.redelivered))
        if message.redelivered or not message.body == b"held":
            await message.ack()

    await queue.consume(consume)
    await passing.consume(consume)
    persistent = aio_pika.DeliveryMode.PERSISTENT
    for body in (b"held", b"waiting"):
        await exchange.publish(aio_pika.Message(body, delivery_mode=persistent), "robust.x")
    assert await asyncio.wait_for(seen.get(), 5) == (b"held", False)
    print("filled", flush=True)

    await asyncio.wait_for(came_back.wait(), 60)
    assert await asyncio.wait_for(seen.get(), 20) == (b"held", True)
    body, _ = await asyncio.wait_for(seen.get(), 5)
    assert body == b"waiting", body
    await exchange.publish(aio_pika.Message(b"passing"), "passing.x")
    assert await asyncio.wait_for(seen.get(), 5) == (b"passing", False)
    await queue.delete(if_unused=False)
    await connection.close()
    print("recovered", flush=True)


asyncio.run(main())
