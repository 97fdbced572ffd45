// kafkajs: producers, groups and administration from Node.
import assert from "node:assert";
import { randomUUID } from "node:crypto";
import kafkajs from "kafkajs";

const { Kafka, CompressionTypes, ConfigResourceTypes, logLevel } = kafkajs;
const broker = `${process.env.BROKER_HOST ?? "127.0.0.1"}:${process.env.BROKER_KAFKA_PORT ?? 9092}`;
const patience = 20_000;
const kafka = new Kafka({ clientId: "check", brokers: [broker], logLevel: logLevel.NOTHING });
const topic = () => `js-${randomUUID().slice(0, 8)}`;

async function produce(name, messages, options = {}, send = {}) {
  const producer = kafka.producer(options);
  await producer.connect();
  const sent = await producer.send({ topic: name, messages, ...send });
  await producer.disconnect();
  return sent;
}

// Reads so many messages in a group of its own, and commits what it has read.
async function take(name, group, count) {
  const consumer = kafka.consumer({ groupId: group, sessionTimeout: 10_000, rebalanceTimeout: 10_000 });
  const messages = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [name], fromBeginning: true });
  let timer;
  try {
    await new Promise((done, fail) => {
      timer = setTimeout(() => fail(new Error(`${messages.length} messages of ${count}`)), patience);
      consumer
        .run({
          eachMessage: async ({ message }) => {
            messages.push(message);
            if (messages.length === count) done();
          },
        })
        .catch(fail);
    });
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return messages;
}

async function produceAndConsume() {
  const name = topic();
  const values = Array.from({ length: 500 }, (_, i) => ({ key: `k${i}`, value: `v${i}`, headers: { n: `${i}` } }));
  const [sent] = await produce(name, values);
  assert.equal(sent.baseOffset, "0");
  const messages = await take(name, name, 500);
  assert.deepEqual(messages.map((m) => m.value.toString()), values.map((m) => m.value));
  assert.equal(messages[7].headers.n.toString(), "7");
}

async function idempotentAndGzip() {
  const name = topic();
  await produce(name, [{ value: "one" }], { idempotent: true }, { compression: CompressionTypes.GZIP });
  const [message] = await take(name, name, 1);
  assert.equal(message.value.toString(), "one");
}

async function transactions() {
  const name = topic();
  const producer = kafka.producer({ transactionalId: name, idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (const [value, commits] of [["one", true], ["lost", false], ["two", true]]) {
    const transaction = await producer.transaction();
    await transaction.send({ topic: name, messages: [{ value }] });
    if (commits) await transaction.commit();
    else await transaction.abort();
  }
  await producer.disconnect();
  const messages = await take(name, name, 2);
  assert.deepEqual(messages.map((m) => m.value.toString()), ["one", "two"]);
}

async function groupGoesOn() {
  const name = topic();
  await produce(name, [{ value: "1" }, { value: "2" }]);
  await take(name, name, 2);
  await produce(name, [{ value: "3" }]);
  const [next] = await take(name, name, 1);
  assert.equal(next.value.toString(), "3");
}

async function administration() {
  const name = topic();
  const admin = kafka.admin();
  await admin.connect();
  try {
    assert.equal(await admin.createTopics({ topics: [{ topic: name, numPartitions: 2 }] }), true);
    assert.equal(await admin.createTopics({ topics: [{ topic: name, numPartitions: 2 }] }), false);
    assert((await admin.listTopics()).includes(name));
    await admin.createPartitions({ topicPartitions: [{ topic: name, count: 3 }] });
    const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
    assert.equal(topics[0].partitions.length, 3);
    await produce(name, [{ partition: 1, value: "x" }]);
    const offsets = await admin.fetchTopicOffsets(name);
    assert.deepEqual(offsets.map((o) => o.high).sort(), ["0", "0", "1"]);
    await admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 1, offset: "1" }] });
    const type = ConfigResourceTypes.TOPIC;
    await admin.alterConfigs({
      resources: [{ type, name, configEntries: [{ name: "retention.ms", value: "77" }] }],
    });
    const described = await admin.describeConfigs({ resources: [{ type, name }] });
    const entry = described.resources[0].configEntries.find((e) => e.configName === "retention.ms");
    assert.equal(entry.configValue, "77");
    await admin.setOffsets({ groupId: name, topic: name, partitions: [{ partition: 1, offset: "1" }] });
    const committed = await admin.fetchOffsets({ groupId: name, topics: [name] });
    assert.equal(committed[0].partitions.find((p) => p.partition === 1).offset, "1");
    assert((await admin.listGroups()).groups.some((group) => group.groupId === name));
    await admin.deleteGroups([name]);
    await admin.deleteTopics({ topics: [name] });
    assert.equal((await admin.describeCluster()).brokers.length, 1);
  } finally {
    await admin.disconnect();
  }
}

let failed = 0;
for (const check of [produceAndConsume, idempotentAndGzip, transactions, groupGoesOn, administration]) {
  try {
    await check();
    console.log("  ok", check.name);
  } catch (error) {
    failed = 1;
    console.log("  FAILED", check.name, error);
  }
}
process.exit(failed);
