/* SPDX-License-Identifier: MIT */
#include "core/backlog.h"

#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BACKLOG_FIRST_ROOM = 16 };

/* A ring of `room` places that grows up to cap. */
struct backlog {
    struct backlog_item *items;
    size_t room;
    size_t cap;
    size_t first;
    size_t n;
    uint64_t last_serial;
    uint64_t dropped;
};

struct backlog *backlog_create(size_t cap)
{
    struct backlog *backlog = mem_zero(1, sizeof *backlog);

    backlog->cap = cap;
    return backlog;
}

static struct backlog_item *backlog_at(const struct backlog *backlog, size_t i)
{
    return &backlog->items[(backlog->first + i) % backlog->room];
}

void backlog_destroy(struct backlog *backlog)
{
    if (!backlog)
        return;
    while (backlog->n)
        backlog_pop(backlog);
    free(backlog->items);
    free(backlog);
}

static void backlog_grow(struct backlog *backlog)
{
    size_t room = backlog->room ? backlog->room * 2 : BACKLOG_FIRST_ROOM;
    struct backlog_item *items;

    if (room > backlog->cap)
        room = backlog->cap;
    items = mem_zero(room, sizeof *items);
    for (size_t i = 0; i < backlog->n; i++)
        items[i] = *backlog_at(backlog, i);
    free(backlog->items);
    backlog->items = items;
    backlog->room = room;
    backlog->first = 0;
}

uint64_t backlog_push(struct backlog *backlog, int64_t time_ms, const char *payload)
{
    uint64_t serial = ++backlog->last_serial;

    if (backlog->n == backlog->cap) {
        backlog->dropped++;
        if (!backlog->cap)
            return serial;
        backlog_pop(backlog);
    }
    if (backlog->n == backlog->room)
        backlog_grow(backlog);
    *backlog_at(backlog, backlog->n++) = (struct backlog_item){
        .serial = serial, .time_ms = time_ms, .payload = mem_text(payload, strlen(payload))
    };
    return serial;
}

const struct backlog_item *backlog_front(const struct backlog *backlog)
{
    return backlog_next(backlog, 0);
}

const struct backlog_item *backlog_next(const struct backlog *backlog, uint64_t serial)
{
    uint64_t front;

    if (!backlog->n)
        return NULL;
    front = backlog_at(backlog, 0)->serial; /* the others follow without a gap */
    if (serial < front)
        return backlog_at(backlog, 0);
    return serial - front + 1 < backlog->n ? backlog_at(backlog, serial - front + 1) : NULL;
}

void backlog_pop(struct backlog *backlog)
{
    assert(backlog->n > 0);
    free(backlog_at(backlog, 0)->payload);
    backlog->first = (backlog->first + 1) % backlog->room;
    backlog->n--;
}

void backlog_forget(struct backlog *backlog, uint64_t serial)
{
    while (backlog->n && backlog_at(backlog, 0)->serial <= serial)
        backlog_pop(backlog);
}

size_t backlog_count(const struct backlog *backlog)
{
    return backlog->n;
}

uint64_t backlog_dropped(const struct backlog *backlog)
{
    return backlog->dropped;
}
