/* Load for a Gearman server over blocking sockets, one thread a client or worker.
 *
 *   gearman_load foreground PORT CLIENTS WORKERS SECONDS BYTES
 *   gearman_load background PORT CLIENTS WORKERS SECONDS BYTES
 *   gearman_load enqueue PORT JOBS WINDOW BYTES
 *   gearman_load drain PORT JOBS WINDOW BYTES
 *
 * Prints one line of JSON. Workers ask, sleep and are woken as libgearman's do. A client has one
 * job under way; enqueue has WINDOW submissions of background jobs under way on one connection, and
 * drain asks for WINDOW of them at a time until it has done them all. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { CAN_DO = 1, PRE_SLEEP = 4, NOOP = 6, SUBMIT_JOB = 7, JOB_CREATED = 8, GRAB_JOB = 9,
       NO_JOB = 10, JOB_ASSIGN = 11, WORK_COMPLETE = 13, SUBMIT_JOB_BG = 18 };
enum { HEADER = 12, BUFFER = 1 << 16, SLOTS = 1 << 20 };

static int port, payload_bytes, background;
static atomic_int stopping;
static atomic_long done;
static uint32_t histogram[SLOTS]; /* microseconds */
static pthread_mutex_t merge = PTHREAD_MUTEX_INITIALIZER;

typedef struct {
  int fd;
  size_t begin, end;
  char in[BUFFER];
} Connection;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now_micros(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static Connection *open_connection(void) {
  Connection *c = calloc(1, sizeof *c);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct timeval patience = {.tv_sec = 10};
  setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect(c->fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
  return c;
}

/* Writes a request into out and returns its length. */
static size_t request(char *out, int type, const void *data, size_t length) {
  uint32_t words[2] = {htonl(type), htonl(length)};
  memcpy(out, "\0REQ", 4);
  memcpy(out + 4, words, 8);
  memcpy(out + HEADER, data, length);
  return HEADER + length;
}

static void send_all(Connection *c, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t n = write(c->fd, bytes, length);
    if (n <= 0) fail("write");
    bytes += n;
    length -= n;
  }
}

/* Returns the type of the next packet, or 0 when the run is over; data is valid until the next. */
static int next(Connection *c, char **data, uint32_t *length) {
  for (;;) {
    size_t there = c->end - c->begin;
    if (there >= HEADER) {
      uint32_t words[2];
      memcpy(words, c->in + c->begin + 4, 8);
      *length = ntohl(words[1]);
      if (there >= HEADER + *length) {
        *data = c->in + c->begin + HEADER;
        c->begin += HEADER + *length;
        return ntohl(words[0]);
      }
    }
    memmove(c->in, c->in + c->begin, there);
    c->begin = 0;
    c->end = there;
    ssize_t n = read(c->fd, c->in + c->end, BUFFER - c->end);
    if (n <= 0) {
      if (stopping) return 0;
      fail("read");
    }
    c->end += n;
  }
}

static void *work(void *connection) {
  Connection *c = connection;
  char out[BUFFER], *data;
  uint32_t length;
  size_t grab = request(out, GRAB_JOB, "", 0);
  send_all(c, out, grab);
  for (;;) {
    int type = next(c, &data, &length);
    if (type == 0) return NULL;
    if (type == NOOP) {
      grab = request(out, GRAB_JOB, "", 0);
      send_all(c, out, grab);
    } else if (type == NO_JOB) {
      send_all(c, out, request(out, PRE_SLEEP, "", 0));
    } else if (type == JOB_ASSIGN) {
      size_t handle = strlen(data) + 1;
      size_t name = strlen(data + handle) + 1;
      size_t body = length - handle - name;
      char result[BUFFER];
      memcpy(result, data, handle);
      memcpy(result + handle, data + handle + name, body);
      size_t size = request(out, WORK_COMPLETE, result, handle + body);
      size += request(out + size, GRAB_JOB, "", 0);
      send_all(c, out, size);
    }
  }
}

static void *ask(void *connection) {
  Connection *c = connection;
  uint32_t *times = calloc(SLOTS, sizeof *times);
  char job[BUFFER], out[BUFFER], *data;
  uint32_t length;
  memcpy(job, "bench\0\0", 7);
  memset(job + 7, 'x', payload_bytes);
  size_t size = request(out, background ? SUBMIT_JOB_BG : SUBMIT_JOB, job, 7 + payload_bytes);
  int last = background ? JOB_CREATED : WORK_COMPLETE;
  while (!stopping) {
    double began = now_micros();
    send_all(c, out, size);
    int type;
    do {
      type = next(c, &data, &length);
    } while (type != last && type != 0);
    if (type == 0) break;
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

static void jobs(int clients, int workers, int seconds) {
  pthread_t threads[clients + workers];
  Connection *connections[clients + workers];
  for (int i = 0; i < clients + workers; i++) connections[i] = open_connection();
  for (int i = 0; i < workers; i++) {
    char out[64];
    send_all(connections[i], out, request(out, CAN_DO, "bench", 5));
    pthread_create(&threads[i], NULL, work, connections[i]);
  }
  usleep(200000);
  double began = now_micros();
  for (int i = workers; i < clients + workers; i++)
    pthread_create(&threads[i], NULL, ask, connections[i]);
  sleep(seconds);
  long total = done;
  double took = now_micros() - began;
  stopping = 1;
  for (int i = workers; i < clients + workers; i++) {
    shutdown(connections[i]->fd, SHUT_RD);
    pthread_join(threads[i], NULL);
  }
  printf("{\"operations\": %ld, \"seconds\": %.6f, \"per_second\": %.1f, \"p50\": %ld, \"p99\": %ld}\n",
         total, took / 1e6, total / (took / 1e6), percentile(0.5), percentile(0.99));
  exit(0);
}

static void print_rate(long count, double began) {
  double took = (now_micros() - began) / 1e6;
  printf("{\"operations\": %ld, \"seconds\": %.6f, \"per_second\": %.1f}\n", count, took, count / took);
}

static void enqueue(long count, int window) {
  Connection *c = open_connection();
  char job[BUFFER], out[BUFFER], *data;
  uint32_t length;
  memcpy(job, "backlog\0\0", 9);
  memset(job + 9, 'x', payload_bytes);
  size_t size = request(out, SUBMIT_JOB_BG, job, 9 + payload_bytes);
  char *burst = malloc(size * window);
  for (int i = 0; i < window; i++) memcpy(burst + i * size, out, size);
  double began = now_micros();
  for (long sent = 0; sent < count; sent += window) {
    send_all(c, burst, size * window);
    for (int i = 0; i < window; i++)
      if (next(c, &data, &length) != JOB_CREATED) fail("not created");
  }
  print_rate(count, began);
}

static void drain(long count, int window) {
  Connection *c = open_connection();
  char out[BUFFER], *data;
  uint32_t length;
  send_all(c, out, request(out, CAN_DO, "backlog", 7));
  double began = now_micros();
  for (int i = 0; i < window; i++) send_all(c, out, request(out, GRAB_JOB, "", 0));
  for (long finished = 0; finished < count;) {
    int type = next(c, &data, &length);
    size_t size = 0;
    if (type == JOB_ASSIGN) {
      finished++;
      size = request(out, WORK_COMPLETE, data, strlen(data) + 1);
    }
    if (finished < count) size += request(out + size, GRAB_JOB, "", 0);
    send_all(c, out, size);
  }
  print_rate(count, began);
}

int main(int argc, char **argv) {
  if (argc < 6) {
    fprintf(stderr, "see the head of gearman_load.c\n");
    return 64;
  }
  port = atoi(argv[2]);
  if (!strcmp(argv[1], "enqueue")) {
    payload_bytes = atoi(argv[5]);
    enqueue(atol(argv[3]), atoi(argv[4]));
  } else if (!strcmp(argv[1], "drain")) {
    drain(atol(argv[3]), atoi(argv[4]));
  } else {
    background = !strcmp(argv[1], "background");
    payload_bytes = atoi(argv[6]);
    jobs(atoi(argv[3]), atoi(argv[4]), atoi(argv[5]));
  }
}
