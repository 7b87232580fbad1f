/*
 * The least a client can do: one thread, one wait, one read(2), one stamp. What it needs, and how late its stamps are, is the
 * floor that this machine sets to every client of the same run.
 *
 *   reader PORT WIRE_BYTES WINDOW_FROM_US WINDOW_TO_US < plan > readings
 *
 * The plan has one line a request: start in us since the reader's own start, and path. CPU time is taken at both ends of the
 * window. Readings are doubles, in the layout of readings.ts.
 */
#define _GNU_SOURCE
#include "event-loop.h"

#include <arpa/inet.h>
#include <math.h>
#include <string.h>

#define MAX_PATH 160
#define MOST_SECONDS 300
/* As in readings.ts; the last one, the uncertainty of the clock, is 0 here. */
#define HEAD 9

struct stream {
  int64_t start, sent, headers;
  char path[MAX_PATH];
  int fd, reads, room, failed;
  /* Bytes of body so far, chunk framing included. */
  size_t body;
  /* Two a read: when, and chunks complete so far. */
  double *rows;
};

static struct stream *streams;
static int count, started, open_now;
static size_t wire_bytes;
static struct sockaddr_in address = {.sin_family = AF_INET};

static double peak_memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return (double)usage.ru_maxrss;
#else
  return (double)usage.ru_maxrss * 1024;
#endif
}

static void read_plan(void) {
  long start;
  char path[MAX_PATH];
  for (int room = 0; scanf("%ld %159s", &start, path) == 2; count++) {
    if (count == room) {
      room = room == 0 ? 64 : 2 * room;
      streams = must(realloc(streams, (size_t)room * sizeof *streams));
    }
    streams[count] = (struct stream){.start = start * 1000, .fd = -1};
    memcpy(streams[count].path, path, sizeof path);
  }
}

static void finish(struct stream *s, int failed) {
  loop_remove(s->fd);
  close(s->fd);
  s->failed = failed;
  open_now--;
}

static void start(struct stream *s) {
  char request[512];
  int length = snprintf(request, sizeof request,
                        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}", s->path);
  s->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (s->fd < 0 || connect(s->fd, (struct sockaddr *)&address, sizeof address) != 0) die("connect");
  tune_socket(s->fd);
  loop_add(s->fd, s);
  open_now++;
  s->sent = now_ns();
  if (write(s->fd, request, (size_t)length) != length) die("write");
}

/* Takes one read. Headers are one short write of the server, so that they never come in parts. */
static void on_readable(struct stream *s) {
  static char bytes[65536];
  ssize_t got = read(s->fd, bytes, sizeof bytes - 1);
  int64_t at = now_ns();
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    finish(s, 1);
    return;
  }
  bytes[got] = 0;
  size_t body = (size_t)got;
  if (s->headers == 0) {
    char *end = strstr(bytes, "\r\n\r\n");
    s->headers = at;
    if (end == NULL || strncmp(bytes, "HTTP/1.1 200", 12) != 0) {
      finish(s, 1);
      return;
    }
    body -= (size_t)(end + 4 - bytes);
  }
  if (body > 0) {
    if (s->reads == s->room) {
      s->room = s->room == 0 ? 64 : 2 * s->room;
      s->rows = must(realloc(s->rows, (size_t)s->room * 2 * sizeof(double)));
    }
    s->body += body;
    s->rows[2 * s->reads] = (double)at;
    s->rows[2 * s->reads++ + 1] = (double)(s->body / wire_bytes);
  }
  if (got >= 5 && memcmp(bytes + got - 5, "0\r\n\r\n", 5) == 0) finish(s, 0);
}

static void put(const double *values, size_t n) {
  if (fwrite(values, sizeof *values, n, stdout) != n) die("stdout");
}

int main(int argc, char **argv) {
  static struct ready ready[MAX_READY];
  double head[HEAD] = {0};
  if (argc != 5) {
    fprintf(stderr, "usage: reader PORT WIRE_BYTES WINDOW_FROM_US WINDOW_TO_US < plan > readings\n");
    return 2;
  }
  alarm(MOST_SECONDS);
  address.sin_port = htons((uint16_t)atoi(argv[1]));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  wire_bytes = (size_t)atol(argv[2]);
  raise_file_limit();
  read_plan();
  loop_open();
  head[5] = peak_memory();
  double cpu_at_start = cpu_us();
  int64_t origin = now_ns(), marks[3] = {origin + atol(argv[3]) * 1000, origin + atol(argv[4]) * 1000, NEVER};
  for (int mark = 0; started < count || open_now > 0;) {
    int64_t next = started < count ? origin + streams[started].start : NEVER;
    int n = loop_wait(ready, next < marks[mark] ? next : marks[mark]);
    for (int i = 0; i < n; i++) on_readable(ready[i].owner);
    if (now_ns() >= marks[mark]) {
      head[mark] = cpu_us();
      head[2 + mark++] = (double)now_ns();
    }
    if (started < count && now_ns() >= origin + streams[started].start) start(&streams[started++]);
  }
  head[4] = cpu_us() - cpu_at_start;
  head[6] = peak_memory();
  /* What it keeps are the two doubles of each read. */
  for (int i = 0; i < count; i++) head[7] += (double)streams[i].room * 2 * sizeof(double);
  put(head, HEAD);
  for (int i = 0; i < count; i++) {
    struct stream *s = &streams[i];
    double row[7] = {i, (double)s->sent, (double)s->headers, s->failed, NAN, NAN, s->reads};
    put(row, 7);
    put(s->rows, 2 * (size_t)s->reads);
  }
  return fflush(stdout) == 0 ? 0 : 1;
}
