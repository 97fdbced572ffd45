/* libgearman: a client and a worker in C, in two processes. Ends with 0 when all is well. */
#include <libgearman/gearman.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXPECT(condition)                                                       \
  do {                                                                          \
    if (!(condition)) {                                                         \
      fprintf(stderr, "line %d: not so: %s\n", __LINE__, #condition);           \
      exit(1);                                                                  \
    }                                                                           \
  } while (0)

static const char *host;
static in_port_t port;

static gearman_return_t reverse(gearman_job_st *job, void *context) {
  size_t size = gearman_job_workload_size(job);
  const char *data = gearman_job_workload(job);
  char *result = malloc(size + 1);
  (void)context;
  for (size_t i = 0; i < size; i++) result[i] = data[size - 1 - i];
  if (size == 3) { /* the tasks: they have callbacks for these */
    gearman_job_send_status(job, 1, 2);
    gearman_job_send_data(job, result, size);
  }
  gearman_job_send_complete(job, result, size);
  free(result);
  return GEARMAN_SUCCESS;
}

static gearman_return_t refuse(gearman_job_st *job, void *context) {
  (void)context;
  gearman_job_send_exception(job, "no", 2);
  return GEARMAN_SUCCESS;
}

static void work(void) {
  gearman_worker_st *worker = gearman_worker_create(NULL);
  gearman_worker_add_server(worker, host, port);
  gearman_worker_set_identifier(worker, "c-worker", 8);
  gearman_worker_define_function(worker, "c-reverse", 9, gearman_function_create(reverse), 0, NULL);
  gearman_worker_define_function(worker, "c-refuse", 8, gearman_function_create(refuse), 0, NULL);
  for (;;) gearman_worker_work(worker);
}

static int created, statuses, data_packets, completed, exceptions;

static gearman_return_t on_created(gearman_task_st *task) { (void)task; created++; return GEARMAN_SUCCESS; }
static gearman_return_t on_status(gearman_task_st *task) {
  statuses += gearman_task_numerator(task) == 1 && gearman_task_denominator(task) == 2;
  return GEARMAN_SUCCESS;
}
static gearman_return_t on_data(gearman_task_st *task) { (void)task; data_packets++; return GEARMAN_SUCCESS; }
static gearman_return_t on_complete(gearman_task_st *task) {
  completed += gearman_task_data_size(task) == 3 && memcmp(gearman_task_data(task), "cba", 3) == 0;
  return GEARMAN_SUCCESS;
}
static gearman_return_t on_exception(gearman_task_st *task) { (void)task; exceptions++; return GEARMAN_SUCCESS; }

static gearman_client_st *client(void) {
  gearman_client_st *made = gearman_client_create(NULL);
  gearman_client_add_server(made, host, port);
  gearman_client_set_timeout(made, 20000);
  return made;
}

static void simple_calls(void) {
  gearman_client_st *c = client();
  gearman_return_t rc;
  size_t size;
  char *result = gearman_client_do(c, "c-reverse", NULL, "hello", 5, &size, &rc);
  EXPECT(rc == GEARMAN_SUCCESS && size == 5 && memcmp(result, "olleh", 5) == 0);
  free(result);
  EXPECT(gearman_client_echo(c, "ping", 4) == GEARMAN_SUCCESS);

  gearman_job_handle_t handle;
  EXPECT(gearman_client_do_background(c, "c-nobody", "c-unique", "x", 1, handle) == GEARMAN_SUCCESS);
  bool known, running;
  uint32_t numerator, denominator;
  EXPECT(gearman_client_job_status(c, handle, &known, &running, &numerator, &denominator) == GEARMAN_SUCCESS);
  EXPECT(known && !running);
  gearman_job_handle_t same;
  EXPECT(gearman_client_do_high_background(c, "c-nobody", "c-unique", "y", 1, same) == GEARMAN_SUCCESS);
  EXPECT(strcmp(handle, same) == 0);
  gearman_status_t status = gearman_client_unique_status(c, "c-unique", 8);
  EXPECT(gearman_status_is_known(status) && !gearman_status_is_running(status));
  gearman_client_free(c);
}

static void parallel_tasks(void) {
  gearman_client_st *c = client();
  EXPECT(gearman_client_set_server_option(c, "exceptions", 10));
  gearman_client_set_created_fn(c, on_created);
  gearman_client_set_status_fn(c, on_status);
  gearman_client_set_data_fn(c, on_data);
  gearman_client_set_complete_fn(c, on_complete);
  gearman_client_set_exception_fn(c, on_exception);
  gearman_return_t rc;
  for (int i = 0; i < 1000; i++)
    EXPECT(gearman_client_add_task(c, NULL, NULL, "c-reverse", NULL, "abc", 3, &rc) && rc == GEARMAN_SUCCESS);
  EXPECT(gearman_client_add_task(c, NULL, NULL, "c-refuse", NULL, "x", 1, &rc));
  gearman_client_run_tasks(c);
  EXPECT(created == 1001 && statuses == 1000 && data_packets == 1000 && completed == 1000);
  EXPECT(exceptions == 1);
  gearman_client_free(c);
}

int main(void) {
  host = getenv("BROKER_HOST") ? getenv("BROKER_HOST") : "127.0.0.1";
  port = getenv("BROKER_GEARMAN_PORT") ? atoi(getenv("BROKER_GEARMAN_PORT")) : 4730;
  pid_t worker = fork();
  if (worker == 0) work();
  pid_t checks = fork();
  if (checks == 0) {
    simple_calls();
    puts("  ok simple_calls");
    parallel_tasks();
    puts("  ok parallel_tasks");
    return 0;
  }
  int status;
  waitpid(checks, &status, 0);
  kill(worker, SIGKILL);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
