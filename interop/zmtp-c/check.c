/* libzmq from C: each pair of sockets, all connecting to the broker's one port. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

#define PATIENCE_MS 20000

static void *context;
static char url[64];

/* The service is named by a PLAIN user, which sockets of every type can do. */
static void *socket_for(int type, const char *service) {
  void *socket = zmq_socket(context, type);
  int patience = PATIENCE_MS, linger = 0;
  char user[64];
  snprintf(user, sizeof user, "%s/guest", service);
  zmq_setsockopt(socket, ZMQ_RCVTIMEO, &patience, sizeof patience);
  zmq_setsockopt(socket, ZMQ_SNDTIMEO, &patience, sizeof patience);
  zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
  zmq_setsockopt(socket, ZMQ_PLAIN_USERNAME, user, strlen(user));
  zmq_setsockopt(socket, ZMQ_PLAIN_PASSWORD, "guest", 5);
  if (zmq_connect(socket, url) != 0) abort();
  return socket;
}

static void send_text(void *socket, const char *text, int flags) {
  if (zmq_send(socket, text, strlen(text), flags) < 0) {
    printf("send of '%s': %s\n", text, zmq_strerror(zmq_errno()));
    exit(1);
  }
}

static void expect(void *socket, const char *text) {
  char buffer[256];
  int size = zmq_recv(socket, buffer, sizeof buffer - 1, 0);
  if (size < 0) {
    printf("waiting for '%s': %s\n", text, zmq_strerror(zmq_errno()));
    exit(1);
  }
  buffer[size] = 0;
  if (strcmp(buffer, text) != 0) {
    printf("expected '%s', got '%s'\n", text, buffer);
    exit(1);
  }
}

static void req_rep(void) {
  void *client = socket_for(ZMQ_REQ, "c-req"), *worker = socket_for(ZMQ_REP, "c-req");
  for (int i = 0; i < 1000; i++) {
    send_text(client, "Hello", ZMQ_SNDMORE);
    send_text(client, "", 0);
    expect(worker, "Hello");
    expect(worker, "");
    send_text(worker, "World", 0);
    expect(client, "World");
  }
  zmq_close(client);
  zmq_close(worker);
  puts("  ok REQ and REP");
}

static void dealer_router(void) {
  void *client = socket_for(ZMQ_DEALER, "c-dealer"), *worker = socket_for(ZMQ_ROUTER, "c-dealer");
  send_text(client, "job", 0);
  char peer[256], number[256];
  int peer_size = zmq_recv(worker, peer, sizeof peer, 0);
  int number_size = zmq_recv(worker, number, sizeof number, 0);
  expect(worker, "");
  expect(worker, "job");
  zmq_send(worker, peer, peer_size, ZMQ_SNDMORE);
  zmq_send(worker, number, number_size, ZMQ_SNDMORE);
  send_text(worker, "", ZMQ_SNDMORE);
  send_text(worker, "done", 0);
  expect(client, "done");
  zmq_close(client);
  zmq_close(worker);
  puts("  ok DEALER and ROUTER");
}

static void push_pull(void) {
  void *push = socket_for(ZMQ_PUSH, "c-push"), *pull = socket_for(ZMQ_PULL, "c-push");
  char text[32];
  for (int i = 0; i < 5000; i++) {
    snprintf(text, sizeof text, "task %d", i);
    send_text(push, text, 0);
  }
  for (int i = 0; i < 5000; i++) {
    snprintf(text, sizeof text, "task %d", i);
    expect(pull, text);
  }
  zmq_close(push);
  zmq_close(pull);
  puts("  ok PUSH and PULL");
}

static void pub_sub(void) {
  void *pub = socket_for(ZMQ_PUB, "c"), *sub = socket_for(ZMQ_SUB, "c");
  int soon = 50;
  char buffer[64];
  zmq_setsockopt(sub, ZMQ_SUBSCRIBE, "c.topic", 7);
  zmq_setsockopt(sub, ZMQ_RCVTIMEO, &soon, sizeof soon);
  for (int tries = 0; tries < PATIENCE_MS / soon; tries++) {
    send_text(pub, "c.other", 0);
    send_text(pub, "c.topic.1", ZMQ_SNDMORE);
    send_text(pub, "body", 0);
    int size = zmq_recv(sub, buffer, sizeof buffer, 0);
    if (size > 0) {
      if (size != 9 || memcmp(buffer, "c.topic.1", 9) != 0) exit(1);
      expect(sub, "body");
      zmq_close(pub);
      zmq_close(sub);
      puts("  ok PUB and SUB");
      return;
    }
  }
  puts("no publication came");
  exit(1);
}

int main(void) {
  const char *port = getenv("BROKER_ZMTP_PORT");
  if (!port) return 64;
  snprintf(url, sizeof url, "tcp://127.0.0.1:%s", port);
  context = zmq_ctx_new();
  req_rep();
  dealer_router();
  push_pull();
  pub_sub();
  zmq_ctx_destroy(context);
  return 0;
}
