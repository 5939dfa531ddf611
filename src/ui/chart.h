/* SPDX-License-Identifier: MIT
 *
 * chart: history as cells. A gap is drawn as a gap.
 */
#ifndef SENSORTOP_UI_CHART_H
#define SENSORTOP_UI_CHART_H

#include "core/history.h"
#include "ui/canvas.h"

enum { CHART_COLS_MAX = 256 };

/* What a chart shows of a history. */
struct chart_range {
    int64_t from_ms;
    int64_t to_ms;
    double span_min; /* the scale covers at least this much, so that noise does not look like a
                        storm */
    int64_t hold_ms; /* what was measured stands for so long: only a longer silence is a gap */
};

/* A bar for each column of the field (at most CHART_COLS_MAX): the mean of that time, scaled
 * between the lowest and the highest one; a flat line is drawn at half height. h may be NULL. */
void chart_spark(struct canvas *canvas, struct canvas_field field, const struct history *h,
                 struct chart_range range);

#endif
