/* A binary heap of things that are due at a time, the earliest first. Each knows its place, so that it can be moved or taken out. */
#ifndef DUE_HEAP_H
#define DUE_HEAP_H

#include "event-loop.h"

/* First member of whatever is scheduled. `place` is -1 while it is not. */
struct due {
  int64_t at;
  int place;
};

static struct due **heap;
static int heap_size, heap_room;

static inline void heap_put(int place, struct due *item) {
  heap[place] = item;
  item->place = place;
}

static inline void heap_move(int place, struct due *item) {
  for (int up; place > 0 && heap[up = (place - 1) / 2]->at > item->at; place = up)
    heap_put(place, heap[up]);
  for (int down; (down = 2 * place + 1) < heap_size; place = down) {
    if (down + 1 < heap_size && heap[down + 1]->at < heap[down]->at) down++;
    if (heap[down]->at >= item->at) break;
    heap_put(place, heap[down]);
  }
  heap_put(place, item);
}

static inline void schedule(struct due *item, int64_t at) {
  item->at = at;
  if (item->place < 0) {
    if (heap_size == heap_room) {
      heap_room = heap_room == 0 ? 256 : 2 * heap_room;
      heap = must(realloc(heap, (size_t)heap_room * sizeof(struct due *)));
    }
    item->place = heap_size++;
  }
  heap_move(item->place, item);
}

static inline void unschedule(struct due *item) {
  if (item->place < 0) return;
  struct due *last = heap[--heap_size];
  if (last != item) heap_move(item->place, last);
  item->place = -1;
}

static inline int64_t next_due(void) { return heap_size > 0 ? heap[0]->at : NEVER; }
#endif
