/* SPDX-License-Identifier: MIT */
#include "ui/chart.h"

#include <math.h>

enum { CHART_BARS = GLYPH_BAR_8 - GLYPH_BAR_1 + 1 };

struct chart_scale {
    double low;
    double span;
};

/* A span widened to the least one keeps the values in the middle. */
static struct chart_scale chart_scale_make(const double *cols, int n, double span_min)
{
    double low = INFINITY, high = -INFINITY, span;

    for (int i = 0; i < n; i++) {
        low = fmin(low, cols[i]);
        high = fmax(high, cols[i]);
    }
    span = fmax(high - low, span_min);
    return (struct chart_scale){ .low = (low + high - span) / 2, .span = span };
}

static enum glyph chart_bar(struct chart_scale scale, double value)
{
    double place = scale.span > 0 ? (value - scale.low) / scale.span : 0.5;
    int height = (int)ceil(place * CHART_BARS);

    if (height < 1)
        height = 1;
    return GLYPH_BAR_1 + (height < CHART_BARS ? height : CHART_BARS) - 1;
}

static void chart_hold(double *cols, int n, int hold_cols)
{
    int left = 0;

    for (int i = 0; i < n; i++) {
        if (isfinite(cols[i]))
            left = hold_cols;
        else if (left-- > 0)
            cols[i] = cols[i - 1];
    }
}

void chart_spark(struct canvas *canvas, struct canvas_field field, const struct history *h,
                 struct chart_range range)
{
    double all[2 * CHART_COLS_MAX], *cols;
    int n = field.width_cols < CHART_COLS_MAX ? field.width_cols : CHART_COLS_MAX, hold_cols;
    int64_t span_ms = range.to_ms - range.from_ms;
    struct chart_scale scale;

    canvas_put(canvas, field, "", 0);
    if (n <= 0)
        return;
    hold_cols = (int)(range.hold_ms < span_ms ? range.hold_ms * n / span_ms : n);
    /* What is held in the first columns was measured before them. */
    history_columns(h, range.from_ms - span_ms * hold_cols / n, range.to_ms, all,
                    (size_t)hold_cols + (size_t)n);
    chart_hold(all, hold_cols + n, hold_cols);
    cols = all + hold_cols;
    scale = chart_scale_make(cols, n, range.span_min);
    for (int i = 0; i < n; i++) {
        if (isfinite(cols[i]))
            canvas_puts(canvas, field.row, field.col + i, field.style,
                        theme_glyph(chart_bar(scale, cols[i]), canvas->ascii));
    }
}
