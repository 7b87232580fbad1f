/*
 * The known-truth server: OpenAI-style SSE whose true times are known, to hold a client's times against.
 *
 *   truth-server            prints "PORT EVENT_BYTES WIRE_BYTES", serves 127.0.0.1:PORT, ends when its stdin closes
 *   POST /id=7/ttft=50000/interval=20000/events=100/tokens=4/late=0/chat/completions
 *       `events` chunks of `tokens` tokens, the first `ttft` us after the request was complete, then one every `interval`
 *       us in absolute time; one interval after the last come finish, usage and [DONE]. Headers at once, or with `late=1` in
 *       the same write as the first chunk.
 *   GET /truth              doubles: peak of streams in flight at once, us of CPU time used so far, number of
 *       streams; then for each stream id, CLOCK_MONOTONIC ns when its request was complete, number of chunks, ns just
 *       before the write of each. Forgets what it told, and the peak.
 *
 * A double holds ns exactly for 104 days of uptime. Each chunk carries both stamps in its JSON too. Every chunk has the same
 * number of bytes, so a reader that only counts bytes still knows which chunks it has.
 */
#define _GNU_SOURCE
#include "due-heap.h"

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>

#define EVENT_BYTES 288
#define STAMP_DIGITS 19
/* Transfer-Encoding: chunked puts "120\r\n" before an event of 0x120 = 288 bytes, and "\r\n" after it. */
#define CHUNK_HEAD "120\r\n"
#define WIRE_BYTES (sizeof CHUNK_HEAD - 1 + EVENT_BYTES + 2)
/* More would not fit into EVENT_BYTES. */
#define MAX_TOKENS 8

static const char HEADERS[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";

/* What is remembered of a stream. */
struct truth {
  struct truth *next;
  int64_t received;
  int id, sent;
  double stamps[];
};

struct connection {
  struct due due;
  int fd;
  /* The stream being served; NULL while waiting for a request. */
  struct truth *truth;
  int64_t first_due, interval;
  int events, tokens, late;
  char wire[WIRE_BYTES];
  char *stamp;
  /* A request as far as it came, and the part of an answer the socket would not take. */
  char request[16384];
  size_t request_length;
  char *pending;
  size_t pending_length;
};

static struct truth *finished;
static int finished_count, active, peak;
static int64_t finished_events;

static void end_stream(struct connection *c) {
  if (c->truth == NULL) return;
  c->truth->next = finished;
  finished = c->truth;
  finished_count++;
  finished_events += c->truth->sent;
  c->truth = NULL;
  active--;
  unschedule(&c->due);
}

static void close_connection(struct connection *c) {
  end_stream(c);
  loop_remove(c->fd);
  close(c->fd);
  free(c->pending);
  free(c);
}

/* Writes what the socket takes and keeps the rest. A broken connection shows at its next read. */
static void send_bytes(struct connection *c, const char *bytes, size_t length) {
  ssize_t wrote = c->pending_length > 0 ? 0 : write(c->fd, bytes, length);
  if (wrote < 0) {
    if (errno != EAGAIN && errno != EINTR) return;
    wrote = 0;
  }
  size_t left = length - (size_t)wrote;
  if (left == 0) return;
  c->pending = must(realloc(c->pending, c->pending_length + left));
  memcpy(c->pending + c->pending_length, bytes + wrote, left);
  if (c->pending_length == 0) loop_want_write(c->fd, c, 1);
  c->pending_length += left;
}

static void flush_pending(struct connection *c) {
  ssize_t wrote = write(c->fd, c->pending, c->pending_length);
  if (wrote <= 0) return;
  c->pending_length -= (size_t)wrote;
  memmove(c->pending, c->pending + wrote, c->pending_length);
  if (c->pending_length == 0) loop_want_write(c->fd, c, 0);
}

static void put_stamp(char *digits, int64_t stamp) {
  for (int i = STAMP_DIGITS - 1; i >= 0; i--, stamp /= 10) digits[i] = (char)('0' + stamp % 10);
}

/* The bytes of every chunk of a stream; only the stamp at `c->stamp` changes from one to the next. */
static void build_event(struct connection *c) {
  char received[STAMP_DIGITS + 1] = {0}, event[EVENT_BYTES + 1];
  put_stamp(received, c->truth->received);
  int length = snprintf(event, sizeof event,
                        "data: {\"id\":\"truth\",\"object\":\"chat.completion.chunk\",\"model\":\"truth\","
                        "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%.*s\"},\"finish_reason\":null}],"
                        "\"received\":\"%s\",\"sent\":\"%019d\",\"pad\":\"",
                        5 * c->tokens,
                        " word word word word word word word word word word word word word word word word",
                        received, 0);
  memset(event + length, '.', (size_t)(EVENT_BYTES - 4 - length));
  memcpy(event + EVENT_BYTES - 4, "\"}\n\n", 4);
  memcpy(c->wire, CHUNK_HEAD, sizeof CHUNK_HEAD - 1);
  memcpy(c->wire + sizeof CHUNK_HEAD - 1, event, EVENT_BYTES);
  memcpy(c->wire + WIRE_BYTES - 2, "\r\n", 2);
  c->stamp = c->wire + sizeof CHUNK_HEAD - 1 + length - (sizeof "\",\"pad\":\"" - 1) - STAMP_DIGITS;
}

static void send_tail(struct connection *c) {
  char body[1024], wire[1200];
  int tokens = c->events * c->tokens;
  int length = snprintf(
      body, sizeof body,
      "data: {\"id\":\"truth\",\"object\":\"chat.completion.chunk\",\"model\":\"truth\",\"choices\":[{\"index\":0,"
      "\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
      "data: {\"id\":\"truth\",\"object\":\"chat.completion.chunk\",\"model\":\"truth\",\"choices\":[],\"usage\":"
      "{\"prompt_tokens\":8,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\ndata: [DONE]\n\n",
      tokens, tokens + 8);
  length = snprintf(wire, sizeof wire, "%x\r\n%s\r\n0\r\n\r\n", (unsigned)length, body);
  send_bytes(c, wire, (size_t)length);
}

/* One step of a stream that is due: the next chunk, or the end. */
static void advance(struct connection *c) {
  struct truth *truth = c->truth;
  if (truth->sent == c->events) {
    send_tail(c);
    end_stream(c);
    return;
  }
  char first[sizeof HEADERS - 1 + WIRE_BYTES];
  int with_headers = c->late && truth->sent == 0;
  if (with_headers) {
    memcpy(first, HEADERS, sizeof HEADERS - 1);
    memcpy(first + sizeof HEADERS - 1, c->wire, WIRE_BYTES);
  }
  char *bytes = with_headers ? first : c->wire;
  char *digits = with_headers ? first + sizeof HEADERS - 1 + (c->stamp - c->wire) : c->stamp;
  int64_t stamp = now_ns();
  put_stamp(digits, stamp);
  send_bytes(c, bytes, with_headers ? sizeof first : WIRE_BYTES);
  truth->stamps[truth->sent++] = (double)stamp;
  schedule(&c->due, c->first_due + truth->sent * c->interval);
}

static void answer_truth(struct connection *c) {
  size_t count = 3 + 3 * (size_t)finished_count + (size_t)finished_events, at = 0;
  double *told = must(malloc(count * sizeof *told));
  told[at++] = peak;
  told[at++] = cpu_us();
  told[at++] = finished_count;
  for (struct truth *one = finished, *next; one != NULL; one = next) {
    next = one->next;
    told[at++] = one->id;
    told[at++] = (double)one->received;
    told[at++] = one->sent;
    memcpy(told + at, one->stamps, (size_t)one->sent * sizeof *told);
    at += (size_t)one->sent;
    free(one);
  }
  finished = NULL;
  finished_count = 0;
  finished_events = 0;
  peak = active;
  char head[128];
  int length = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n",
                        count * sizeof *told);
  send_bytes(c, head, (size_t)length);
  send_bytes(c, (const char *)told, count * sizeof *told);
  free(told);
}

/* The number after `/name=` in the request line, or -1. */
static long parameter(const char *line, const char *name) {
  const char *found = strstr(line, name);
  return found == NULL ? -1 : strtol(found + strlen(name), NULL, 10);
}

static void begin_stream(struct connection *c, const char *line, int64_t received) {
  long id = parameter(line, "/id="), ttft = parameter(line, "/ttft="),
       interval = parameter(line, "/interval="), events = parameter(line, "/events="),
       tokens = parameter(line, "/tokens=");
  if (c->truth != NULL || id < 0 || ttft < 0 || interval < 0 || events < 1 || events > 1000000 ||
      tokens < 1 || tokens > MAX_TOKENS) {
    static const char refusal[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    send_bytes(c, refusal, sizeof refusal - 1);
    return;
  }
  c->truth = must(malloc(sizeof *c->truth + (size_t)events * sizeof(double)));
  c->truth->id = (int)id;
  c->truth->sent = 0;
  c->truth->received = received;
  c->events = (int)events;
  c->tokens = (int)tokens;
  c->late = parameter(line, "/late=") == 1;
  c->interval = interval * 1000;
  c->first_due = received + ttft * 1000;
  if (++active > peak) peak = active;
  build_event(c);
  if (!c->late) send_bytes(c, HEADERS, sizeof HEADERS - 1);
  schedule(&c->due, c->first_due);
}

/* Takes complete requests out of what has been read. False when the connection has to go. */
static int take_requests(struct connection *c, int64_t at) {
  char *end;
  c->request[c->request_length] = 0;
  while ((end = strstr(c->request, "\r\n\r\n")) != NULL) {
    *end = 0;
    const char *field = strcasestr(c->request, "\r\ncontent-length:");
    long body = field == NULL ? 0 : strtol(field + 17, NULL, 10);
    size_t whole = (size_t)(end - c->request) + 4 + (size_t)(body < 0 ? 0 : body);
    if (whole >= sizeof c->request) return 0;
    if (whole > c->request_length) {
      *end = '\r';
      return 1;
    }
    c->request[strcspn(c->request, "\r")] = 0;
    if (strncmp(c->request, "GET /truth ", 11) == 0) answer_truth(c);
    else begin_stream(c, c->request, at);
    c->request_length -= whole;
    memmove(c->request, c->request + whole, c->request_length + 1);
  }
  return c->request_length < sizeof c->request - 1;
}

static void on_readable(struct connection *c) {
  ssize_t got = read(c->fd, c->request + c->request_length,
                     sizeof c->request - 1 - c->request_length);
  int64_t at = now_ns();
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got > 0) c->request_length += (size_t)got;
  if (got <= 0 || !take_requests(c, at)) close_connection(c);
}

static void accept_all(int listener) {
  for (int fd; (fd = accept(listener, NULL, NULL)) >= 0;) {
    struct connection *c = must(calloc(1, sizeof *c));
    tune_socket(fd);
    c->fd = fd;
    c->due.place = -1;
    loop_add(fd, c);
  }
}

static int listen_on_loopback(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) != 0 || listen(fd, 4096) != 0 ||
      getsockname(fd, (struct sockaddr *)&address, &length) != 0)
    die("listen");
  tune_socket(fd);
  printf("%d %d %d\n", ntohs(address.sin_port), EVENT_BYTES, (int)WIRE_BYTES);
  fflush(stdout);
  return fd;
}

int main(void) {
  static struct ready ready[MAX_READY];
  static int listener_mark, parent_mark;
  signal(SIGPIPE, SIG_IGN);
  raise_file_limit();
  loop_open();
  int listener = listen_on_loopback();
  loop_add(listener, &listener_mark);
  loop_add(STDIN_FILENO, &parent_mark);
  for (;;) {
    int count = loop_wait(ready, next_due());
    while (next_due() <= now_ns()) advance((struct connection *)heap[0]);
    for (int i = 0; i < count; i++) {
      struct connection *c = ready[i].owner;
      if ((void *)c == &parent_mark) {
        char ignored[64];
        if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return 0;
      } else if ((void *)c == &listener_mark) {
        accept_all(listener);
      } else {
        if (ready[i].writable && c->pending_length > 0) flush_pending(c);
        if (ready[i].readable) on_readable(c);
      }
    }
  }
}
