/* SPDX-License-Identifier: MIT
 *
 * backlog: messages that wait for the broker, oldest first, a bounded number of
 * them. When it is full the oldest one makes room and is counted. Every message
 * has a serial number, so that what is on its way can be dropped meanwhile
 * without a mix-up:
 *
 *   push… ; i = backlog_next(b, 0): send it; i = backlog_next(b, i->serial): send
 *   that too; serial 1 is acknowledged: backlog_forget(b, 1)
 */
#ifndef SENSORTOP_CORE_BACKLOG_H
#define SENSORTOP_CORE_BACKLOG_H

#include <stddef.h>
#include <stdint.h>

struct backlog_item {
    uint64_t serial; /* 1, 2, 3, …; never used again */
    int64_t time_ms; /* as pushed */
    char *payload;
};

/* At most cap messages; with 0 every one is dropped at once. */
struct backlog *backlog_create(size_t cap);
void backlog_destroy(struct backlog *backlog);

/* Copies the text. The serial number, also when there is no room at all. */
uint64_t backlog_push(struct backlog *backlog, int64_t time_ms, const char *payload);

/* The oldest one, or NULL; borrowed until the next push, pop or forget. */
const struct backlog_item *backlog_front(const struct backlog *backlog);

/* The oldest one after that serial number, or NULL; borrowed likewise. */
const struct backlog_item *backlog_next(const struct backlog *backlog, uint64_t serial);

/* Delivered: the oldest one; or all up to that serial number, as far as they are still there. */
void backlog_pop(struct backlog *backlog);
void backlog_forget(struct backlog *backlog, uint64_t serial);

size_t backlog_count(const struct backlog *backlog);

/* How many had to make room so far. */
uint64_t backlog_dropped(const struct backlog *backlog);

#endif
