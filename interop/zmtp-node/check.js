// zeromq.js: each pair of sockets, all connecting to the broker's one port.
import assert from "node:assert";
import * as zmq from "zeromq";

const url = `tcp://127.0.0.1:${process.env.BROKER_ZMTP_PORT}`;
const patience = 20_000;

// The service is named by a PLAIN user, which sockets of every type can do.
function connect(Type, service, options = {}) {
  const socket = new Type({
    plainUsername: `${service}/guest`,
    plainPassword: "guest",
    linger: 0,
    ...options,
  });
  // Sockets that only send do not know the time for receiving.
  if ("receiveTimeout" in socket && !options.receiveTimeout) socket.receiveTimeout = patience;
  socket.connect(url);
  return socket;
}

const texts = (frames) => frames.map((frame) => frame.toString());

async function reqAndRep() {
  const client = connect(zmq.Request, "js-req");
  const worker = connect(zmq.Reply, "js-req");
  for (let i = 0; i < 100; i++) {
    await client.send([`Hello ${i}`, ""]);
    assert.deepEqual(texts(await worker.receive()), [`Hello ${i}`, ""]);
    await worker.send(`World ${i}`);
    assert.deepEqual(texts(await client.receive()), [`World ${i}`]);
  }
}

async function dealerAndRouter() {
  const client = connect(zmq.Dealer, "js-dealer");
  const worker = connect(zmq.Router, "js-dealer");
  for (let i = 0; i < 3; i++) await client.send(`job ${i}`);
  for (let i = 0; i < 3; i++) {
    const job = await worker.receive();
    await worker.send([...job.slice(0, -1), `done ${job.at(-1)}`]);
  }
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(texts(await client.receive()), [`done job ${i}`]);
  }
}

async function pushAndPull() {
  const push = connect(zmq.Push, "js-push");
  const pull = connect(zmq.Pull, "js-push");
  for (let i = 0; i < 500; i++) await push.send(`task ${i}`);
  for (let i = 0; i < 500; i++) {
    assert.deepEqual(texts(await pull.receive()), [`task ${i}`]);
  }
}

async function pubAndSub() {
  const pub = connect(zmq.Publisher, "js");
  const sub = connect(zmq.Subscriber, "js", { receiveTimeout: 50 });
  sub.subscribe("js.topic");
  for (let tries = 0; tries < patience / 50; tries++) {
    await pub.send(["js.other", "x"]);
    await pub.send(["js.topic.1", "body"]);
    const frames = await sub.receive().catch(() => null); // nothing yet
    if (frames) {
      assert.deepEqual(texts(frames), ["js.topic.1", "body"]);
      return;
    }
  }
  assert.fail("no publication came");
}

for (const check of [reqAndRep, dealerAndRouter, pushAndPull, pubAndSub]) {
  await check();
  console.log("  ok", check.name);
}
process.exit(0);
