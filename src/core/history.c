/* SPDX-License-Identifier: MIT */
#include "core/history.h"

#include "core/mem.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { HISTORY_TICK_MS = 100, HISTORY_FIRST_SIZE = 8 };

struct history_slot {
    uint32_t at_ticks; /* since base_ms: 13 years */
    float value;
};

struct history {
    int64_t base_ms;
    uint32_t cap;
    uint32_t size; /* allocated */
    uint32_t first;
    uint32_t count;
    struct history_slot slots[];
};

struct history *history_create(size_t cap)
{
    struct history *h = mem_zero(1, sizeof *h);

    assert(cap > 0 && cap <= UINT32_MAX / 2);
    h->cap = (uint32_t)cap;
    return h;
}

/* Doubles, up to cap. Only called while the ring has not yet wrapped. */
static struct history *history_grow(struct history *h)
{
    uint32_t size = h->size ? 2 * h->size : HISTORY_FIRST_SIZE;

    assert(h->first == 0);
    size = size < h->cap ? size : h->cap;
    h = mem_resize(h, 1, sizeof *h + size * sizeof h->slots[0]);
    h->size = size;
    return h;
}

static size_t history_place(const struct history *h, size_t i)
{
    return (h->first + i) % h->size;
}

float history_round(double value)
{
    if (value > (double)FLT_MAX)
        return FLT_MAX;
    return value < -(double)FLT_MAX ? -FLT_MAX : (float)value;
}

bool history_push(struct history **history, struct history_sample sample)
{
    struct history *h = *history;
    int64_t ticks;

    if (h->count == 0)
        h->base_ms = sample.at_ms;
    ticks = (sample.at_ms - h->base_ms) / HISTORY_TICK_MS;
    if (ticks < 0 || ticks > UINT32_MAX)
        return false;
    if (h->count && ticks < h->slots[history_place(h, h->count - 1)].at_ticks)
        return false;

    if (h->count == h->size && h->size < h->cap)
        *history = h = history_grow(h);
    assert(h->size > 0);
    if (h->count == h->size) {
        h->first = (h->first + 1) % h->size;
        h->count--;
    }
    h->slots[history_place(h, h->count++)] =
        (struct history_slot){ (uint32_t)ticks, history_round(sample.value) };
    return true;
}

size_t history_count(const struct history *h)
{
    return h->count;
}

struct history_sample history_get(const struct history *h, size_t i)
{
    const struct history_slot *slot = &h->slots[history_place(h, i)];

    assert(i < h->count);
    return (struct history_sample){ h->base_ms + (int64_t)slot->at_ticks * HISTORY_TICK_MS,
                                    slot->value };
}

/* The first sample at or after at_ms. */
static size_t history_search(const struct history *h, int64_t at_ms)
{
    size_t low = 0, high = h->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (history_get(h, middle).at_ms < at_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void history_columns(const struct history *h, int64_t from_ms, int64_t to_ms, double *cols,
                     size_t n_cols)
{
    size_t i = h ? history_search(h, from_ms) : 0;
    size_t end = h ? h->count : 0;

    assert(to_ms > from_ms);
    for (size_t c = 0; c < n_cols; c++) {
        int64_t col_end_ms = from_ms + (to_ms - from_ms) * (int64_t)(c + 1) / (int64_t)n_cols;
        double sum = 0;
        size_t n = 0;

        for (; i < end && history_get(h, i).at_ms < col_end_ms; i++, n++)
            sum += history_get(h, i).value;
        cols[c] = n ? sum / (double)n : NAN;
    }
}

/* The ring is two stretches at most: no division for each sample. */
bool history_extremes(const struct history *h, int64_t from_ms, double *min, double *max)
{
    size_t i = h ? history_search(h, from_ms) : 0;
    float low = FLT_MAX, high = -FLT_MAX;

    if (!h || i == h->count)
        return false;
    while (i < h->count) {
        size_t at = (h->first + i) % h->size;
        size_t n = h->count - i < h->size - at ? h->count - i : h->size - at;

        for (size_t k = at; k < at + n; k++) {
            low = h->slots[k].value < low ? h->slots[k].value : low;
            high = h->slots[k].value > high ? h->slots[k].value : high;
        }
        i += n;
    }
    *min = (double)low;
    *max = (double)high;
    return true;
}

bool history_covers(const struct history *h, int64_t from_ms)
{
    return h->count < h->cap || history_get(h, 0).at_ms <= from_ms;
}
