/*
 * Waiting for many sockets with a deadline in nanoseconds: epoll_pwait2 on Linux, poll elsewhere (or with -DUSE_POLL).
 * poll rounds a deadline up to a whole millisecond. That moves the schedule, never the truth: stamps are taken at the write.
 */
#ifndef EVENT_LOOP_H
#define EVENT_LOOP_H

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NEVER INT64_MAX
#define MAX_READY 1024

struct ready {
  void *owner;
  int readable, writable;
};

static inline int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* User and system time of this process. */
static inline double cpu_us(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static inline void die(const char *what) {
  perror(what);
  exit(1);
}

/* calloc and realloc that never return NULL. */
static inline void *must(void *memory) {
  if (memory == NULL) die("memory");
  return memory;
}

static inline void raise_file_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || limit.rlim_max > 65536 ? 65536 : limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

static inline void tune_socket(int fd) {
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

#if defined(__linux__) && !defined(USE_POLL)
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* By number, and with the kernel's own struct: C libraries before 2.35 know neither. 441 on every architecture. */
#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif
struct kernel_timespec {
  int64_t seconds, nanoseconds;
};

static int loop_fd = -1;

static inline void loop_open(void) {
  loop_fd = epoll_create1(EPOLL_CLOEXEC);
  if (loop_fd < 0) die("epoll_create1");
  /* The kernel rounds the wake-ups of an ordinary thread to 50 us unless told otherwise. */
  prctl(PR_SET_TIMERSLACK, 1);
}

static inline void loop_set(int operation, int fd, void *owner, int writable) {
  struct epoll_event event = {.events = EPOLLIN | (writable ? EPOLLOUT : 0), .data.ptr = owner};
  if (epoll_ctl(loop_fd, operation, fd, &event) != 0) die("epoll_ctl");
}

static inline void loop_add(int fd, void *owner) { loop_set(EPOLL_CTL_ADD, fd, owner, 0); }
static inline void loop_want_write(int fd, void *owner, int on) {
  loop_set(EPOLL_CTL_MOD, fd, owner, on);
}
static inline void loop_remove(int fd) { epoll_ctl(loop_fd, EPOLL_CTL_DEL, fd, NULL); }

static inline int loop_wait(struct ready *ready, int64_t until) {
  static struct epoll_event events[MAX_READY];
  struct kernel_timespec span = {0};
  int64_t left = until == NEVER ? 0 : until - now_ns();
  if (left > 0) {
    span.seconds = left / 1000000000;
    span.nanoseconds = left % 1000000000;
  }
  /* Kernels before 5.11 know milliseconds only. */
  int n = (int)syscall(SYS_epoll_pwait2, loop_fd, events, MAX_READY, until == NEVER ? NULL : &span,
                       NULL, 0);
  if (n < 0 && errno == ENOSYS) {
    int ms = until == NEVER ? -1 : left <= 0 ? 0 : (int)((left + 999999) / 1000000);
    n = epoll_wait(loop_fd, events, MAX_READY, ms);
  }
  if (n < 0 && errno != EINTR) die("epoll_pwait2");
  for (int i = 0; i < n; i++) {
    ready[i].owner = events[i].data.ptr;
    ready[i].readable = (events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0;
    ready[i].writable = (events[i].events & EPOLLOUT) != 0;
  }
  return n < 0 ? 0 : n;
}

#else
#include <poll.h>

#define MAX_FILES 65536
static struct pollfd polled[MAX_FILES];
static void *poll_owner[MAX_FILES];
static int poll_index[MAX_FILES], poll_count;

static inline void loop_open(void) {}

static inline void loop_add(int fd, void *owner) {
  if (fd >= MAX_FILES) die("too many files");
  polled[poll_count] = (struct pollfd){.fd = fd, .events = POLLIN};
  poll_owner[poll_count] = owner;
  poll_index[fd] = poll_count++;
}

static inline void loop_want_write(int fd, void *owner, int on) {
  (void)owner;
  polled[poll_index[fd]].events = (short)(POLLIN | (on ? POLLOUT : 0));
}

static inline void loop_remove(int fd) {
  int at = poll_index[fd], last = --poll_count;
  polled[at] = polled[last];
  poll_owner[at] = poll_owner[last];
  poll_index[polled[at].fd] = at;
}

static inline int loop_wait(struct ready *ready, int64_t until) {
  int64_t left = until == NEVER ? 0 : until - now_ns();
  int ms = until == NEVER ? -1 : left <= 0 ? 0 : (int)((left + 999999) / 1000000);
  int n = poll(polled, (nfds_t)poll_count, ms), found = 0;
  if (n < 0 && errno != EINTR) die("poll");
  for (int i = 0; n > 0 && i < poll_count && found < MAX_READY; i++) {
    if (polled[i].revents == 0) continue;
    ready[found].owner = poll_owner[i];
    ready[found].readable = (polled[i].revents & ~POLLOUT) != 0;
    ready[found++].writable = (polled[i].revents & POLLOUT) != 0;
  }
  return found;
}
#endif
#endif
