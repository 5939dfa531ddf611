/* SPDX-License-Identifier: MIT
 *
 * recorder: appends messages to a file as lines of `record`. Buffered, and
 * flushed with every tick; rotated by size. What the disk refuses (full, a
 * limit, an error) stops nothing: it is tried again, and what had to be left
 * out meanwhile is counted.
 *
 *   FILE is being written; FILE.1 is the one before, FILE.2 that before it…
 */
#ifndef SENSORTOP_IO_RECORDER_H
#define SENSORTOP_IO_RECORDER_H

#include "core/message.h"

#include <stdbool.h>
#include <stdint.h>

struct recorder_options {
    const char *path;
    int64_t bytes_max; /* a file larger than this makes room for a new one; 0: never */
    int keep;          /* of those before */
};

/* Copies the options. NULL: the file cannot be written, and err says why. */
struct recorder *recorder_create(const struct recorder_options *options, struct buf *err);

/* Flushes what it can. NULL is fine. */
void recorder_destroy(struct recorder *recorder);

/* wall_ms: when it came, since 1970. */
void recorder_take(struct recorder *recorder, int64_t wall_ms, const struct message *message);

/* Once a second. True: there is something to tell: the file cannot be written, or again. now_ms is
 * any clock. */
bool recorder_tick(struct recorder *recorder, int64_t now_ms, struct buf *news);

/* Messages that are in no file. */
uint64_t recorder_lost(const struct recorder *recorder);

#endif
