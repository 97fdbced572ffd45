// amqplib's part in check.sh: publishes without a pause until the server goes.
//
//   client.js fill FILE    prints "filled" after a while, goes on; FILE gets the number of the last
//                          message up to which every one was confirmed
//   client.js check FILE   after the restart: all of those are there, in order

import amqp from '../node-amqplib/node_modules/amqplib/channel_api.js';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

const QUEUE = 'stream-of-confirms';
const WINDOW = 100;
const BODY = 'x'.repeat(500);

const [command, file] = process.argv.slice(2);
const connection = await amqp.connect(
  `amqp://guest:guest@${process.env.BROKER_HOST}:${process.env.BROKER_PORT}`,
);

async function fill() {
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(QUEUE, { durable: true });
  let published = 0;
  let confirmed = 0;
  const unconfirmed = new Set();
  const publish = () => {
    const number = published++;
    unconfirmed.add(number);
    channel.sendToQueue(QUEUE, Buffer.from(`${number} ${BODY}`), { persistent: true }, (error) => {
      if (error) return; // the channel has gone: not confirmed
      unconfirmed.delete(number);
      if (++confirmed === 2000) console.log('filled');
      publish();
    });
  };
  const ended = (error) => {
    // A Set keeps the order of insertion: its first entry is the oldest.
    const oldest = unconfirmed.values().next().value ?? published;
    writeFileSync(file, `${oldest}`);
    console.log(error ? `closed ${error.message}` : 'closed');
    process.exit(0);
  };
  connection.on('error', ended);
  connection.on('close', ended);
  for (let i = 0; i < WINDOW; i++) publish();
}

async function check() {
  const confirmed = Number(readFileSync(file, 'utf8'));
  assert.ok(confirmed > 0);
  const channel = await connection.createChannel();
  const { messageCount } = await channel.checkQueue(QUEUE);
  assert.ok(messageCount >= confirmed, `${confirmed} were confirmed, ${messageCount} are left`);
  let next = 0;
  await new Promise((resolve, reject) =>
    channel.consume(
      QUEUE,
      (message) => {
        if (next === confirmed) return; // more were written than confirmed
        const [number, body] = message.content.toString().split(' ');
        if (Number(number) !== next || body !== BODY) reject(new Error(`${number} instead of ${next}`));
        if (++next === confirmed) resolve();
      },
      { noAck: true },
    ),
  );
  await channel.deleteQueue(QUEUE);
  await connection.close();
}

await (command === 'fill' ? fill() : check());
