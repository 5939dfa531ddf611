/* SPDX-License-Identifier: MIT
 *
 * plot: history as a line in a box, the values at its left, the times below,
 * limits as lines across. Eight dots a cell (Braille), in ASCII two. A gap is
 * drawn as a gap.
 */
#ifndef SENSORTOP_UI_PLOT_H
#define SENSORTOP_UI_PLOT_H

#include "core/history.h"
#include "ui/view.h"

enum { PLOT_LIMITS_MAX = 8, PLOT_ROWS_MIN = 3, PLOT_COLS_MIN = 20 };

struct plot_limit {
    double value;
    enum style style;
};

struct plot {
    const struct history *history; /* or NULL */
    const char *metric;            /* how its values are told */
    int64_t from_ms;
    int64_t to_ms;
    int64_t gap_ms; /* samples not further apart are joined */
    double span_min;
    struct plot_limit limits[PLOT_LIMITS_MAX];
    size_t n_limits;
};

struct plot_box {
    int row, col;
    int rows, cols;
};

/* Limits that are near the values widen the scale; one far away is left out. */
void plot_draw(const struct plot *plot, const struct view_context *context, struct canvas *canvas,
               struct plot_box box);

#endif
