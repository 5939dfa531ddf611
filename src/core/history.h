/* SPDX-License-Identifier: MIT
 *
 * history: the last samples of one metric, oldest dropped first. Knows no
 * device, no unit and no clock: times come from the caller. A sample costs
 * eight bytes: a tenth of a second and a float.
 */
#ifndef SENSORTOP_CORE_HISTORY_H
#define SENSORTOP_CORE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct history_sample {
    int64_t at_ms;
    double value;
};

/* A value as it is kept. What is too large for a float, which no sensor measures, is the largest.
 */
float history_round(double value);

/* cap: samples kept at most, allocated as they come. free() it. */
struct history *history_create(size_t cap);

/* Moves it as it grows. Times never go back: an older sample is refused (false). */
bool history_push(struct history **history, struct history_sample sample);

size_t history_count(const struct history *h);

/* Sample i, 0 the oldest; i < count. */
struct history_sample history_get(const struct history *h, size_t i);

/* The mean of each of n_cols equal columns over [from_ms, to_ms); NAN where nothing was measured,
 * because a gap is not a zero. h may be NULL (all NAN). Cost: samples in the window. */
void history_columns(const struct history *h, int64_t from_ms, int64_t to_ms, double *cols,
                     size_t n_cols);

/* The lowest and the highest since from_ms; false: there is no sample. h may be NULL. Cost: samples
 * since then. */
bool history_extremes(const struct history *h, int64_t from_ms, double *min, double *max);

/* It has room left, or what was dropped is older than that. */
bool history_covers(const struct history *h, int64_t from_ms);

#endif
