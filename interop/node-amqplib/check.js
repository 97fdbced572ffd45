// amqplib: promises over one socket. Every entry of `checks` is one test with its own connection.

import amqp from 'amqplib';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const url = (password = 'guest', vhost = '%2f') =>
  `amqp://guest:${password}@${process.env.BROKER_HOST ?? '127.0.0.1'}:${process.env.BROKER_PORT ?? 5672}/${vhost}`;
const name = (what) => `node-${what}-${randomUUID().slice(0, 8)}`;
const exclusive = async (channel, options = {}) =>
  (await channel.assertQueue('', { exclusive: true, ...options })).queue;

/** Reads what is in the queue now; a short pause lets routing end first. */
async function drain(channel, queue) {
  await sleep(200);
  const bodies = [];
  for (let m; (m = await channel.get(queue, { noAck: true })); ) bodies.push(m.content.toString());
  return bodies;
}

/** The action closes its channel with this code and text, and the connection stays. */
async function channelError(connection, code, text, action) {
  const channel = await connection.createChannel();
  const closed = new Promise((resolve) => channel.once('error', resolve));
  await Promise.resolve(action(channel)).catch(() => {});
  const error = await Promise.race([closed, sleep(5000).then(() => assert.fail(`no error ${code}`))]);
  assert.equal(error.code, code);
  assert.ok(error.message.includes(text), `${error.message} does not say ${text}`);
  await (await connection.createChannel()).close();
}

const checks = {
  async serverProperties(connection) {
    const { serverProperties } = connection.connection;
    assert.equal(serverProperties.product, 'RabbitMQ');
    assert.equal(serverProperties.capabilities.publisher_confirms, true);
    assert.equal(serverProperties.capabilities['basic.nack'], true);
  },

  async publishConsumeAckWithAllProperties(connection) {
    const channel = await connection.createChannel();
    const queue = await exclusive(channel);
    const sent = {
      contentType: 'application/json',
      contentEncoding: 'identity',
      headers: { a: 1, b: 'two', c: [1, 'x'], d: { e: true }, f: null, g: 2.5, big: 2 ** 45 },
      deliveryMode: 2,
      priority: 5,
      correlationId: 'c',
      replyTo: 'r',
      expiration: '60000',
      messageId: 'm',
      timestamp: 1700000000,
      type: 't',
      userId: 'guest',
      appId: 'app',
    };
    channel.sendToQueue(queue, Buffer.from('{"x":1}'), sent);
    const message = await new Promise((resolve) => channel.consume(queue, resolve));
    assert.equal(message.content.toString(), '{"x":1}');
    const got = Object.fromEntries(
      Object.entries(message.properties).filter(([, v]) => v !== undefined),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(got)), sent);
    assert.equal(message.fields.redelivered, false);
    channel.ack(message);
    assert.equal((await channel.checkQueue(queue)).messageCount, 0);
  },

  async largeAndEmptyBodies(connection) {
    const channel = await connection.createChannel();
    const queue = await exclusive(channel);
    const sizes = [0, 1, 131064, 131065, 3_000_000];
    for (const size of sizes) channel.sendToQueue(queue, Buffer.alloc(size, 7));
    const got = [];
    await new Promise((resolve) =>
      channel.consume(
        queue,
        (m) => {
          assert.ok(m.content.every((byte) => byte === 7));
          if (got.push(m.content.length) === sizes.length) resolve();
        },
        { noAck: true },
      ),
    );
    assert.deepEqual(got, sizes);
  },

  async requeueKeepsPlaceAndSetsRedelivered(connection) {
    const channel = await connection.createChannel();
    const queue = await exclusive(channel);
    for (const body of ['a', 'b', 'c']) channel.sendToQueue(queue, Buffer.from(body));
    await channel.checkQueue(queue);
    const [a, b] = [await channel.get(queue), await channel.get(queue)];
    channel.nack(b, false, true);
    channel.reject(a, true);
    const again = await channel.get(queue);
    assert.equal(again.content.toString(), 'a');
    assert.equal(again.fields.redelivered, true);
    channel.nack(again, false, false);
    assert.deepEqual(await drain(channel, queue), ['b', 'c']);
    assert.equal(await channel.get(queue), false);
  },

  async prefetchPerConsumerAndPerChannel(connection) {
    const channel = await connection.createChannel();
    const queue = await exclusive(channel);
    for (let i = 0; i < 10; i++) channel.sendToQueue(queue, Buffer.from(`${i}`));
    await channel.prefetch(2);
    const held = [];
    await channel.consume(queue, (m) => held.push(m));
    await channel.consume(queue, (m) => held.push(m));
    await sleep(300);
    assert.equal(held.length, 4, 'two consumers with two each');
    channel.ack(held[3], true);
    await sleep(300);
    assert.equal(held.length, 8);
    const shared = await connection.createChannel();
    await shared.prefetch(1, true);
    const one = await exclusive(shared);
    for (let i = 0; i < 3; i++) shared.sendToQueue(one, Buffer.from('x'));
    const seen = [];
    await shared.consume(one, (m) => seen.push(m));
    await shared.consume(one, (m) => seen.push(m));
    await sleep(300);
    assert.equal(seen.length, 1, 'one for the whole channel');
  },

  async confirmsAndNacks(connection) {
    const channel = await connection.createConfirmChannel();
    const queue = await exclusive(channel, { maxLength: 5, arguments: { 'x-overflow': 'reject-publish' } });
    for (let i = 0; i < 5; i++) channel.sendToQueue(queue, Buffer.from('fits'), { persistent: true });
    await channel.waitForConfirms();
    await assert.rejects(
      new Promise((resolve, reject) =>
        channel.sendToQueue(queue, Buffer.from('no'), {}, (error) => (error ? reject(error) : resolve())),
      ),
      /nacked/,
    );
  },

  async mandatoryReturn(connection) {
    const channel = await connection.createConfirmChannel();
    const returned = new Promise((resolve) => channel.once('return', resolve));
    const missing = name('nowhere');
    channel.publish('', missing, Buffer.from('lost'), { mandatory: true, headers: { keep: 'me' } });
    await channel.waitForConfirms();
    const message = await returned;
    assert.equal(message.fields.replyCode, 312);
    assert.equal(message.fields.replyText, 'NO_ROUTE');
    assert.equal(message.fields.routingKey, missing);
    assert.equal(message.properties.headers.keep, 'me');
    assert.equal(message.content.toString(), 'lost');
  },

  async rpcWithDirectReplyTo(connection) {
    const server = await connection.createChannel();
    const requests = await exclusive(server);
    await server.consume(requests, (m) => {
      const { replyTo, correlationId } = m.properties;
      server.sendToQueue(replyTo, Buffer.from(`${Number(m.content) * 2}`), { correlationId });
      server.ack(m);
    });
    const client = await connection.createChannel();
    const answers = new Map();
    let all;
    const done = new Promise((resolve) => (all = resolve));
    await client.consume(
      'amq.rabbitmq.reply-to',
      (m) => answers.set(m.properties.correlationId, Number(m.content)).size === 20 && all(),
      { noAck: true },
    );
    for (let i = 0; i < 20; i++)
      client.sendToQueue(requests, Buffer.from(`${i}`), {
        replyTo: 'amq.rabbitmq.reply-to',
        correlationId: `${i}`,
      });
    await done;
    for (let i = 0; i < 20; i++) assert.equal(answers.get(`${i}`), i * 2);
  },

  async exchangesOfEveryType(connection) {
    const channel = await connection.createChannel();
    async function routed(type, bindings, messages) {
      const { exchange } = await channel.assertExchange(name(type), type, { autoDelete: true });
      const queues = [];
      for (const [key, args] of bindings) {
        const queue = await exclusive(channel);
        await channel.bindQueue(queue, exchange, key, args);
        queues.push(queue);
      }
      for (const [key, headers] of messages) channel.publish(exchange, key, Buffer.from(key), { headers });
      const got = [];
      for (const queue of queues) got.push(await drain(channel, queue));
      return got;
    }
    const keys = [['a.b'], ['a.b.c'], ['b']];
    assert.deepEqual(await routed('direct', [['b'], ['a.b']], keys), [['b'], ['a.b']]);
    assert.deepEqual(await routed('fanout', [['']], keys), [['a.b', 'a.b.c', 'b']]);
    assert.deepEqual(await routed('topic', [['*.b'], ['#.c'], ['a.#']], keys), [
      ['a.b'],
      ['a.b.c'],
      ['a.b', 'a.b.c'],
    ]);
    assert.deepEqual(
      await routed(
        'headers',
        [
          ['', { 'x-match': 'all', x: 1, y: 'z' }],
          ['', { 'x-match': 'any', x: 1, y: 'z' }],
        ],
        [
          ['both', { x: 1, y: 'z' }],
          ['one', { x: 1, y: 'other' }],
          ['none', { x: 2 }],
        ],
      ),
      [['both'], ['both', 'one']],
    );
  },

  async exchangeBindingAndAlternate(connection) {
    const channel = await connection.createChannel();
    const [inner, spare, outer] = [name('inner'), name('spare'), name('outer')];
    await channel.assertExchange(inner, 'fanout', { autoDelete: true });
    await channel.assertExchange(spare, 'fanout', { autoDelete: true });
    await channel.assertExchange(outer, 'direct', { autoDelete: true, alternateExchange: spare });
    await channel.bindExchange(inner, outer, 'yes');
    await channel.bindExchange(inner, outer, 'stays'); // else the unbinding deletes the exchange
    const [routed, unrouted] = [await exclusive(channel), await exclusive(channel)];
    await channel.bindQueue(routed, inner, '');
    await channel.bindQueue(unrouted, spare, '');
    channel.publish(outer, 'yes', Buffer.from('yes'));
    channel.publish(outer, 'no', Buffer.from('no'));
    assert.deepEqual(await drain(channel, routed), ['yes']);
    assert.deepEqual(await drain(channel, unrouted), ['no']);
    await channel.unbindExchange(inner, outer, 'yes');
    channel.publish(outer, 'yes', Buffer.from('late'));
    assert.deepEqual(await drain(channel, routed), []);
  },

  async ttlDeadLetterAndPriority(connection) {
    const channel = await connection.createChannel();
    const dead = await exclusive(channel);
    const dying = await exclusive(channel, {
      messageTtl: 50,
      deadLetterExchange: '',
      deadLetterRoutingKey: dead,
    });
    channel.sendToQueue(dying, Buffer.from('x'));
    await sleep(400);
    const { properties } = await channel.get(dead, { noAck: true });
    const [death] = properties.headers['x-death'];
    assert.equal(death.reason, 'expired');
    assert.equal(death.queue, dying);
    assert.equal(death.count, 1);
    const ranked = await exclusive(channel, { maxPriority: 3 });
    for (const priority of [0, 3, 1]) channel.sendToQueue(ranked, Buffer.from(`${priority}`), { priority });
    assert.deepEqual(await drain(channel, ranked), ['3', '1', '0']);
  },

  async consumerIsCancelledWithItsQueue(connection) {
    const channel = await connection.createChannel();
    const queue = await exclusive(channel);
    const cancelled = new Promise((resolve) => channel.consume(queue, resolve));
    await channel.deleteQueue(queue);
    assert.equal(await cancelled, null);
  },

  async channelErrors(connection) {
    const missing = name('missing');
    await channelError(connection, 404, `NOT_FOUND - no queue '${missing}' in vhost '/'`, (c) =>
      c.checkQueue(missing),
    );
    await channelError(connection, 404, `NOT_FOUND - no exchange '${missing}' in vhost '/'`, (c) => {
      c.publish(missing, '', Buffer.from('x'));
    });
    await channelError(connection, 406, 'PRECONDITION_FAILED - unknown delivery tag 5', (c) => {
      c.ack({ fields: { deliveryTag: 5 } });
    });
    const channel = await connection.createChannel();
    const { queue } = await channel.assertQueue(name('q'), { durable: true });
    await channelError(
      connection,
      406,
      `inequivalent arg 'durable' for queue '${queue}' in vhost '/': received 'false' but current is 'true'`,
      (c) => c.assertQueue(queue, { durable: false }),
    );
    await channel.deleteQueue(queue);
    const held = await exclusive(channel);
    const other = await amqp.connect(url());
    await channelError(other, 405, `RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '${held}'`, (c) =>
      c.checkQueue(held),
    );
    await other.close();
  },

  async connectionErrors() {
    await assert.rejects(amqp.connect(url('wrong')), /403 \(ACCESS-REFUSED\)[^]*ACCESS_REFUSED - Login was refused/);
    await assert.rejects(amqp.connect(url('guest', 'nope')), /got <ConnectionClose/);
    const connection = await amqp.connect(url());
    const failed = new Promise((resolve) => connection.once('error', resolve));
    const channel = await connection.createChannel();
    const queue = await exclusive(channel);
    await channel.consume(queue, () => {}, { consumerTag: 't' });
    channel.consume(queue, () => {}, { consumerTag: 't' }).catch(() => {});
    assert.match((await failed).message, /NOT_ALLOWED - attempt to reuse consumer tag 't'/);
  },

  async thousandChannelsAndUpdateSecret(connection) {
    const channels = await Promise.all(Array.from({ length: 1000 }, () => connection.createChannel()));
    const queue = await exclusive(channels[0]);
    channels.forEach((channel, i) => channel.sendToQueue(queue, Buffer.from(`${i}`)));
    const bodies = new Set();
    await new Promise((resolve) =>
      channels[1].consume(queue, (m) => bodies.add(m.content.toString()).size === 1000 && resolve(), {
        noAck: true,
      }),
    );
    await connection.updateSecret(Buffer.from('guest'), 'rotation');
  },
};

let failed = 0;
for (const [title, check] of Object.entries(checks)) {
  const connection = await amqp.connect(url());
  connection.on('error', () => {});
  try {
    await Promise.race([check(connection), sleep(20_000).then(() => assert.fail('timed out'))]);
    console.log(`  ok   ${title}`);
  } catch (error) {
    failed++;
    console.log(`  FAIL ${title}`);
    console.log(error);
  }
  await connection.close().catch(() => {});
}
process.exit(failed ? 1 : 0);
