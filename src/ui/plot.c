/* SPDX-License-Identifier: MIT */
#include "ui/plot.h"

#include "core/mem.h"
#include "ui/clock.h"
#include "ui/dots.h"
#include "ui/value.h"

#include <math.h>
#include <stdlib.h>

enum {
    PLOT_LABEL_COLS_MAX = 10,
    PLOT_SECONDS_MS = 10 * 60 * 1000, /* a shorter time is told with its seconds */
    PLOT_DAY_MS = 24 * 60 * 60 * 1000,
    PLOT_LOW_ROWS = 4, /* from here on the middle has a label, too */
    PLOT_HIGH_ROWS = 16,
    PLOT_WIDE_COLS = 120,
};

/* A limit this many spans off still widens the scale. */
static const double plot_limit_reach = 1.0;

/* What is drawn, once it is measured. */
struct plot_sheet {
    const struct plot *plot;
    const struct view_context *context;
    struct canvas *canvas;
    struct plot_box box; /* of the line alone, without the axes */
    double low, high;
    double *means; /* one a column of dots, NAN where nothing was measured */
    int n_means;
};

/* --- scale ----------------------------------------------------------------- */

static void plot_measure(struct plot_sheet *sheet)
{
    const struct plot *plot = sheet->plot;
    double low = INFINITY, high = -INFINITY, reach;

    for (int i = 0; i < sheet->n_means; i++) {
        low = fmin(low, sheet->means[i]);
        high = fmax(high, sheet->means[i]);
    }
    if (!(low <= high))
        low = high = plot->n_limits ? plot->limits[0].value : 0;
    reach = plot_limit_reach * fmax(high - low, plot->span_min);
    sheet->low = low;
    sheet->high = high;
    for (size_t i = 0; i < plot->n_limits; i++) {
        double limit = plot->limits[i].value;

        if (limit > high && limit <= high + reach)
            sheet->high = fmax(sheet->high, limit);
        if (limit < low && limit >= low - reach)
            sheet->low = fmin(sheet->low, limit);
    }
    reach = (plot->span_min - (sheet->high - sheet->low)) / 2;
    if (reach > 0) {
        sheet->low -= reach;
        sheet->high += reach;
    }
}

/* The row of dots of a value, 0 the topmost, of n. */
static int plot_level(const struct plot_sheet *sheet, double value, int n)
{
    double span = sheet->high - sheet->low;
    double place = span > 0 ? (sheet->high - value) / span : 0.5;

    return (int)lround(place * (n - 1));
}

static bool plot_shows(const struct plot_sheet *sheet, double value)
{
    return value >= sheet->low && value <= sheet->high;
}

/* --- the line -------------------------------------------------------------- */

/* From a column of dots to a later one: straight, each column as tall as the line is steep. */
static void plot_join(const struct plot_sheet *sheet, struct dots *dots, int from, int to)
{
    int rows = dots_rows(dots);
    int last = plot_level(sheet, sheet->means[from], rows);

    for (int col = from + 1; col <= to; col++) {
        double part = (double)(col - from) / (to - from);
        double value = sheet->means[from] + part * (sheet->means[to] - sheet->means[from]);
        int level = plot_level(sheet, value, rows);

        dots_line(dots, col, last + (level > last) - (level < last), level);
        last = level;
    }
}

static enum dots_grain plot_grain(const struct plot_sheet *sheet)
{
    return sheet->canvas->ascii ? DOTS_ASCII : sheet->context->chart;
}

static void plot_draw_line(const struct plot_sheet *sheet)
{
    const struct plot *plot = sheet->plot;
    int64_t reach = plot->gap_ms * sheet->n_means / (plot->to_ms - plot->from_ms);
    struct dots dots;
    int before = -1;

    dots_init(&dots, sheet->box.rows, sheet->box.cols, plot_grain(sheet));
    for (int col = 0; col < sheet->n_means; col++) {
        if (!isfinite(sheet->means[col]))
            continue;
        if (before >= 0 && (col - before == 1 || col - before <= reach)) {
            plot_join(sheet, &dots, before, col);
        } else {
            int level = plot_level(sheet, sheet->means[col], dots_rows(&dots));

            dots_line(&dots, col, level, level);
        }
        before = col;
    }
    dots_draw(&dots, sheet->canvas, sheet->box.row, sheet->box.col, STYLE_TREND);
    dots_finish(&dots);
}

/* --- axes ------------------------------------------------------------------ */

static void plot_label(const struct plot_sheet *sheet, int row, enum style style, double value)
{
    struct canvas_field field = { .row = sheet->box.row + row,
                                  .width_cols = sheet->box.col - 1,
                                  .style = style,
                                  .align = CANVAS_RIGHT };
    struct buf text = { 0 };

    value_format(&text, sheet->context, sheet->plot->metric, value);
    canvas_put(sheet->canvas, field, text.data, text.len);
    buf_finish(&text);
}

static void plot_draw_values(const struct plot_sheet *sheet)
{
    const char *side = theme_glyph(GLYPH_LINE_UP, sheet->canvas->ascii);
    int last = sheet->box.rows - 1;
    int parts = last >= PLOT_HIGH_ROWS ? 4 : last >= PLOT_LOW_ROWS ? 2 : 1;

    for (int row = 0; row <= last; row++)
        canvas_puts(sheet->canvas, sheet->box.row + row, sheet->box.col - 1, STYLE_DIM, side);
    for (int i = 0; i <= parts && last > 0; i++) {
        int row = last * i / parts;

        plot_label(sheet, row, STYLE_DIM, sheet->high - (sheet->high - sheet->low) * row / last);
    }
}

static void plot_draw_limits(const struct plot_sheet *sheet)
{
    const char *dash = theme_glyph(GLYPH_LIMIT, sheet->canvas->ascii);

    for (size_t i = 0; i < sheet->plot->n_limits; i++) {
        const struct plot_limit *limit = &sheet->plot->limits[i];
        int row = plot_level(sheet, limit->value, sheet->box.rows);

        if (!plot_shows(sheet, limit->value))
            continue;
        for (int col = 0; col < sheet->box.cols; col++)
            canvas_puts(sheet->canvas, sheet->box.row + row, sheet->box.col + col, limit->style,
                        dash);
        plot_label(sheet, row, limit->style, limit->value);
    }
}

static void plot_format_time(const struct plot_sheet *sheet, int64_t at_ms, struct buf *out)
{
    int64_t span_ms = sheet->plot->to_ms - sheet->plot->from_ms;

    clock_format(out, at_ms + sheet->context->local_offset_ms, span_ms >= PLOT_DAY_MS);
    if (span_ms < PLOT_SECONDS_MS)
        return;
    out->len -= sizeof ":00" - 1;
    out->data[out->len] = '\0';
}

/* Times in the line below: at its ends, in the middle, and in a wide one between these, too. */
static void plot_draw_times(const struct plot_sheet *sheet)
{
    const struct plot *plot = sheet->plot;
    struct canvas *canvas = sheet->canvas;
    int row = sheet->box.row + sheet->box.rows;
    int parts = sheet->box.cols >= PLOT_WIDE_COLS ? 4 : 2;
    struct buf text = { 0 };

    canvas_puts(canvas, row, sheet->box.col - 1, STYLE_DIM,
                theme_glyph(GLYPH_CORNER_DOWN_LEFT, canvas->ascii));
    for (int col = 0; col < sheet->box.cols; col++)
        canvas_puts(canvas, row, sheet->box.col + col, STYLE_DIM,
                    theme_glyph(GLYPH_LINE_ACROSS, canvas->ascii));
    for (int i = 0; i <= parts; i++) {
        int col, last_col;

        buf_clear(&text);
        buf_puts(&text, i == 0 ? "" : " ");
        plot_format_time(sheet, plot->from_ms + (plot->to_ms - plot->from_ms) * i / parts, &text);
        buf_puts(&text, i == parts ? "" : " ");
        last_col = sheet->box.cols - (int)text.len;
        col = sheet->box.cols * i / parts - (int)text.len / 2;
        col = col < 0 ? 0 : col > last_col ? last_col : col;
        if (i == 0 || i == parts || last_col > 2 * (int)text.len)
            canvas_puts(canvas, row, sheet->box.col + col, STYLE_DIM, buf_text(&text));
    }
    buf_finish(&text);
}

/* --- the whole ------------------------------------------------------------- */

static int plot_label_cols(const struct plot_sheet *sheet)
{
    struct buf text = { 0 };
    int cols, low_cols;

    value_format(&text, sheet->context, sheet->plot->metric, sheet->high);
    cols = (int)text.len;
    buf_clear(&text);
    value_format(&text, sheet->context, sheet->plot->metric, sheet->low);
    low_cols = (int)text.len;
    buf_finish(&text);
    cols = cols > low_cols ? cols : low_cols;
    return 1 + (cols < PLOT_LABEL_COLS_MAX ? cols : PLOT_LABEL_COLS_MAX);
}

/* What the labels leave is divided into other columns, whose means may need wider labels. */
static void plot_read(struct plot_sheet *sheet, struct plot_box box)
{
    const struct plot *plot = sheet->plot;
    int side_cols, needed_cols = 0;

    do {
        side_cols = needed_cols;
        sheet->box =
            (struct plot_box){ box.row, box.col + side_cols, box.rows - 1, box.cols - side_cols };
        sheet->n_means = sheet->box.cols * dots_across(plot_grain(sheet));
        history_columns(plot->history, plot->from_ms, plot->to_ms, sheet->means,
                        (size_t)sheet->n_means);
        plot_measure(sheet);
        needed_cols = plot_label_cols(sheet) + 1;
    } while (needed_cols > side_cols);
}

void plot_draw(const struct plot *plot, const struct view_context *context, struct canvas *canvas,
               struct plot_box box)
{
    struct plot_sheet sheet = { .plot = plot, .context = context, .canvas = canvas };

    if (box.rows < PLOT_ROWS_MIN || box.cols < PLOT_COLS_MIN)
        return;
    sheet.means = mem_zero((size_t)box.cols * DOTS_ACROSS_MAX, sizeof *sheet.means);
    plot_read(&sheet, box);
    plot_draw_values(&sheet);
    plot_draw_limits(&sheet);
    plot_draw_line(&sheet);
    plot_draw_times(&sheet);
    free(sheet.means);
}
