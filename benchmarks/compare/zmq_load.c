/* Load for REQ/REP and PUSH/PULL through a broker, and libzmq's own proxy as the peer. All sockets
 * of the load connect.
 *
 *   zmq_load proxy requests|messages CLIENT_PORT WORKER_PORT    runs until it is killed
 *   zmq_load requests CLIENT_PORT WORKER_PORT CLIENTS WORKERS SECONDS BYTES
 *   zmq_load messages CLIENT_PORT WORKER_PORT SECONDS BYTES
 *
 * The loads print one line of JSON. A client has one request under way. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

enum { SLOTS = 1 << 20, MOST = 1 << 16 };

static void *context;
static int client_port, worker_port, payload_bytes;
static atomic_int stopping;
static atomic_long done;
static uint32_t histogram[SLOTS]; /* microseconds */
static pthread_mutex_t merge = PTHREAD_MUTEX_INITIALIZER;

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
  exit(1);
}

static double now_micros(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void *open_socket(int type, int port) {
  void *socket = zmq_socket(context, type);
  int linger = 0, patience = 10000;
  zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
  zmq_setsockopt(socket, ZMQ_RCVTIMEO, &patience, sizeof patience);
  char url[64];
  snprintf(url, sizeof url, "tcp://127.0.0.1:%d", port);
  if (zmq_connect(socket, url)) fail(url);
  return socket;
}

static void *serve(void *unused) {
  (void)unused;
  void *socket = open_socket(ZMQ_REP, worker_port);
  char body[MOST];
  for (;;) {
    int n = zmq_recv(socket, body, sizeof body, 0);
    if (n < 0 && stopping) return NULL;
    if (n >= 0) zmq_send(socket, body, n, 0);
  }
}

static void *ask(void *unused) {
  (void)unused;
  void *socket = open_socket(ZMQ_REQ, client_port);
  uint32_t *times = calloc(SLOTS, sizeof *times);
  char body[MOST];
  memset(body, 'x', payload_bytes);
  while (!stopping) {
    double began = now_micros();
    if (zmq_send(socket, body, payload_bytes, 0) < 0) fail("send");
    if (zmq_recv(socket, body, sizeof body, 0) < 0) fail("no reply");
    double took = now_micros() - began;
    times[took < SLOTS ? (int)took : SLOTS - 1]++;
    atomic_fetch_add_explicit(&done, 1, memory_order_relaxed);
  }
  pthread_mutex_lock(&merge);
  for (int i = 0; i < SLOTS; i++) histogram[i] += times[i];
  pthread_mutex_unlock(&merge);
  free(times);
  return NULL;
}

static long percentile(double part) {
  long total = 0, seen = 0;
  for (int i = 0; i < SLOTS; i++) total += histogram[i];
  for (int i = 0; i < SLOTS; i++) {
    seen += histogram[i];
    if (seen >= total * part) return i;
  }
  return SLOTS;
}

static void requests(int clients, int workers, int seconds) {
  pthread_t threads[clients], ignored;
  for (int i = 0; i < workers; i++) pthread_create(&ignored, NULL, serve, NULL);
  usleep(300000);
  double began = now_micros();
  for (int i = 0; i < clients; i++) pthread_create(&threads[i], NULL, ask, NULL);
  sleep(seconds);
  long total = done;
  double took = now_micros() - began;
  stopping = 1;
  for (int i = 0; i < clients; i++) pthread_join(threads[i], NULL);
  printf("{\"operations\": %ld, \"seconds\": %.6f, \"per_second\": %.1f, \"p50\": %ld, \"p99\": %ld}\n",
         total, took / 1e6, total / (took / 1e6), percentile(0.5), percentile(0.99));
  exit(0);
}

static void *push(void *unused) {
  (void)unused;
  void *socket = open_socket(ZMQ_PUSH, client_port);
  char body[MOST];
  memset(body, 'x', payload_bytes);
  while (!stopping) zmq_send(socket, body, payload_bytes, 0);
  return NULL;
}

static void messages(int seconds) {
  void *socket = open_socket(ZMQ_PULL, worker_port);
  pthread_t pusher;
  usleep(300000);
  pthread_create(&pusher, NULL, push, NULL);
  char body[MOST];
  if (zmq_recv(socket, body, sizeof body, 0) < 0) fail("nothing came");
  long total = 0;
  double began = now_micros(), until = began + seconds * 1e6, end = began;
  while (end < until) {
    for (int i = 0; i < 1000; i++, total++)
      if (zmq_recv(socket, body, sizeof body, 0) < 0) fail("nothing more came");
    end = now_micros();
  }
  printf("{\"operations\": %ld, \"seconds\": %.6f, \"per_second\": %.1f}\n", total,
         (end - began) / 1e6, total / ((end - began) / 1e6));
  exit(0);
}

static void proxy(int is_requests) {
  void *front = zmq_socket(context, is_requests ? ZMQ_ROUTER : ZMQ_PULL);
  void *back = zmq_socket(context, is_requests ? ZMQ_DEALER : ZMQ_PUSH);
  char url[64];
  snprintf(url, sizeof url, "tcp://127.0.0.1:%d", client_port);
  if (zmq_bind(front, url)) fail(url);
  snprintf(url, sizeof url, "tcp://127.0.0.1:%d", worker_port);
  if (zmq_bind(back, url)) fail(url);
  puts("ready");
  fflush(stdout);
  zmq_proxy(front, back, NULL);
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "see the head of zmq_load.c\n");
    return 64;
  }
  context = zmq_ctx_new();
  int is_proxy = !strcmp(argv[1], "proxy");
  client_port = atoi(argv[is_proxy ? 3 : 2]);
  worker_port = atoi(argv[is_proxy ? 4 : 3]);
  if (is_proxy) {
    proxy(!strcmp(argv[2], "requests"));
  } else if (!strcmp(argv[1], "requests")) {
    payload_bytes = atoi(argv[7]);
    requests(atoi(argv[4]), atoi(argv[5]), atoi(argv[6]));
  } else {
    payload_bytes = atoi(argv[5]);
    messages(atoi(argv[4]));
  }
}
