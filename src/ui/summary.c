/* SPDX-License-Identifier: MIT */
#include "ui/summary.h"

#include "core/duration.h"
#include "core/number.h"
#include "ui/clock.h"
#include "ui/column-cell.h"
#include "ui/line.h"
#include "ui/row-key.h"

#include <assert.h>
#include <inttypes.h>

enum {
    SUMMARY_BROKER_COLS_MIN = 12,
    SUMMARY_FILTER_COLS_MIN = 13,
    SUMMARY_NOTICE_COL = 3,
    SUMMARY_NOTICE_ROWS_MAX = 3,
    SUMMARY_LOW_SCREEN = 16,   /* rows; below it the notice has two */
    SUMMARY_LEAST_SCREEN = 12, /* below it one */
};

/* --- first line ------------------------------------------------------------ */

static void summary_add_link(struct line *line, const struct view_context *context)
{
    static const enum style styles[LINK_PHASE_COUNT_] = {
        [LINK_OFF] = STYLE_NORMAL,   [LINK_CONNECTING] = STYLE_WARN,
        [LINK_WAITING] = STYLE_CRIT, [LINK_SUBSCRIBING] = STYLE_WARN,
        [LINK_UP] = STYLE_GOOD,
    };
    const struct link_state *link = model_link_state(context->model);
    int64_t wait_ms = column_second_ms(context, link->next_try_ms + 999) -
                      column_second_ms(context, context->now_ms);

    assert(link->phase < LINK_PHASE_COUNT_);
    switch (link->phase) {
    case LINK_CONNECTING:
        buf_puts(&line->text, "connecting…");
        if (link->attempt > 1)
            buf_addf(&line->text, " attempt %" PRIu32, link->attempt);
        break;
    case LINK_WAITING:
        if (link->attempt) /* 0: it was up, this is the first pause */
            buf_addf(&line->text, "attempt %" PRIu32 ", ", link->attempt);
        buf_puts(&line->text, "next try in ");
        duration_format(&line->text, wait_ms);
        break;
    case LINK_SUBSCRIBING: buf_puts(&line->text, "subscribing…"); break;
    case LINK_UP:
        buf_puts(&line->text, "connected ");
        duration_format(&line->text, column_age_clock_ms(context) - link->since_ms);
        break;
    case LINK_OFF:
    case LINK_PHASE_COUNT_: break;
    }
    line_end_part(line, (struct line_part){ .style = styles[link->phase], .rank = 1 });
}

/* What is not safe is said as long as it lasts, connected or not. */
static void summary_add_safety(struct line *line, const struct view_context *context)
{
    static const struct {
        const char *words;
        struct line_part part;
    } rows[LINK_SAFETY_COUNT_] = {
        [LINK_PLAIN] = { "", { .rank = 6 } },
        [LINK_CLEAR_PASSWORD] = { "PASSWORD NOT ENCRYPTED", { .style = STYLE_WARN, .rank = 1 } },
        [LINK_TLS] = { "TLS", { .style = STYLE_GOOD, .rank = 6 } },
        [LINK_TLS_UNCHECKED] = { "TLS NOT VERIFIED", { .style = STYLE_WARN, .rank = 1 } },
    };
    enum link_safety safety = model_link_state(context->model)->safety;

    buf_puts(&line->text, rows[safety].words);
    line_end_part(line, rows[safety].part);
}

static void summary_draw_title(const struct summary *summary, const struct view_context *context,
                               struct canvas *canvas)
{
    struct line line = { 0 };
    size_t n_devices = tally_count(&model_counts(context->model)->devices);

    buf_puts(&line.text, "sensortop");
    line_end_part(&line, (struct line_part){ .style = STYLE_TITLE, .rank = 0 });
    buf_puts(&line.text, summary->broker);
    line_end_part(&line, (struct line_part){ .rank = 4, .min_cols = SUMMARY_BROKER_COLS_MIN });
    summary_add_link(&line, context);
    summary_add_safety(&line, context);
    buf_addf(&line.text, "%zu device%s", n_devices, n_devices == 1 ? "" : "s");
    line_end_part(&line, (struct line_part){ .rank = 3, .right = true });
    number_format(&line.text, model_counts(context->model)->messages_per_s, 1);
    buf_puts(&line.text, " msg/s");
    line_end_part(&line, (struct line_part){ .rank = 5, .right = true });
    clock_format(&line.text, context->now_ms + context->local_offset_ms, false);
    line_end_part(&line, (struct line_part){ .style = STYLE_TITLE, .rank = 2, .right = true });
    line_draw(&line, canvas, 0, 0);
    line_finish(&line);
}

/* --- second line ----------------------------------------------------------- */

static bool summary_is_filtered(const struct summary *summary)
{
    return *summary->filter || summary->problems_only;
}

static void summary_add_count(struct line *line, uint64_t n, const char *what,
                              struct line_part part)
{
    buf_addf(&line->text, "%" PRIu64 " %s", n, what);
    if (n == 0)
        part.style = STYLE_NORMAL;
    line_end_part(line, part);
}

/* Where it is filtered, how bad it is matters more than how many are well. */
static void summary_add_alerts(struct line *line, const struct tally *tally, bool is_filtered)
{
    uint32_t n = tally->crit + tally->warn;
    enum style style = tally->crit ? STYLE_CRIT : STYLE_WARN;

    summary_add_count(line, n, n == 1 ? "alert" : "alerts",
                      (struct line_part){ .style = style, .rank = 0 });
    if (tally->crit && tally->warn)
        buf_addf(&line->text, "(%" PRIu32 " crit %" PRIu32 " warn)", tally->crit, tally->warn);
    else if (n)
        buf_addf(&line->text, "(%s)", tally->crit ? "crit" : "warn");
    line_end_part(line, (struct line_part){ .rank = is_filtered ? 2 : 8, .joined = true });
}

static void summary_add_refused(struct line *line, const struct model_counts *counts)
{
    if (counts->refused)
        summary_add_count(line, counts->refused, "refused",
                          (struct line_part){ .style = STYLE_STALE, .rank = 5 });
    if (!counts->devices_refused)
        return;
    buf_addf(&line->text, "table full: %" PRIu64 " refused", counts->devices_refused);
    line_end_part(line, (struct line_part){ .style = STYLE_WARN, .rank = 2 });
}

/* Who sees few devices must see why. */
static void summary_add_filter(struct line *line, const struct summary *summary)
{
    if (!summary_is_filtered(summary))
        return;
    buf_puts(&line->text, summary->problems_only ? "only problems" : "only:");
    if (*summary->filter)
        buf_addf(&line->text, " %s", summary->filter);
    line_end_part(line, (struct line_part){ .style = STYLE_SORTED,
                                            .rank = 1,
                                            .min_cols = SUMMARY_FILTER_COLS_MIN,
                                            .right = true });
}

static void summary_draw_counts(const struct summary *summary, const struct view_context *context,
                                struct canvas *canvas)
{
    const struct model_counts *counts = model_counts(context->model);
    const struct tally *tally = &counts->devices;
    struct line line = { 0 };

    summary_add_count(&line, tally->online, "online",
                      (struct line_part){ .style = STYLE_GOOD, .rank = 4 });
    summary_add_count(&line, tally->offline, "offline",
                      (struct line_part){ .style = STYLE_OFFLINE, .rank = 3 });
    summary_add_count(&line, tally->stale, "stale",
                      (struct line_part){ .style = STYLE_STALE, .rank = 3 });
    if (tally->unknown)
        summary_add_count(&line, tally->unknown, "unknown", (struct line_part){ .rank = 7 });
    summary_add_alerts(&line, tally, summary_is_filtered(summary));
    summary_add_refused(&line, counts);
    summary_add_filter(&line, summary);
    buf_puts(&line.text, summary->is_paused ? "PAUSED" : "");
    line_end_part(&line, (struct line_part){ .style = STYLE_WARN, .rank = 0, .right = true });
    buf_puts(&line.text, summary->is_muted ? "bell muted" : "bell on");
    line_end_part(&line, (struct line_part){ .style = summary->is_muted ? STYLE_WARN : STYLE_NORMAL,
                                             .rank = summary->is_muted ? 1 : 6,
                                             .right = true });
    line_draw(&line, canvas, 1, 1);
    line_finish(&line);
}

/* --- notice ---------------------------------------------------------------- */

static void summary_format_notice(const struct view_context *context, bool is_down, struct buf *out)
{
    const struct link_state *link = model_link_state(context->model);

    buf_puts(out, is_down ? link->reason : link->warning);
    if (is_down && column_ages_frozen(context))
        buf_puts(out, " (ages stand still)");
}

static int summary_draw_notice(const struct view_context *context, struct canvas *canvas, int row)
{
    const struct link_state *link = model_link_state(context->model);
    bool is_down = !link_state_is_up(link) && link->reason[0];
    struct canvas_field field = { .row = row,
                                  .col = SUMMARY_NOTICE_COL,
                                  .width_cols = canvas->cols - SUMMARY_NOTICE_COL,
                                  .style = is_down ? STYLE_CRIT : STYLE_WARN };
    int rows_max = canvas->rows < SUMMARY_LEAST_SCREEN ? 1
                   : canvas->rows < SUMMARY_LOW_SCREEN ? 2
                                                       : SUMMARY_NOTICE_ROWS_MAX;
    struct buf text = { 0 };
    int rows;

    summary_format_notice(context, is_down, &text);
    rows = canvas_wrap(canvas, field, rows_max, buf_text(&text));
    buf_finish(&text);
    if (rows > 0)
        canvas_puts(canvas, row, 0, field.style, is_down ? "!!" : "! ");
    for (int i = 0; i < rows; i++)
        canvas_paint(canvas, row + i, field.style);
    return rows;
}

int summary_draw(const struct summary *summary, const struct view_context *context,
                 struct canvas *canvas)
{
    if (!canvas_open_row(canvas, 0, row_key_title(summary, context)))
        summary_draw_title(summary, context, canvas);
    canvas_close_row(canvas);
    if (!canvas_open_row(canvas, 1, row_key_counts(summary, context)))
        summary_draw_counts(summary, context, canvas);
    canvas_close_row(canvas);
    return 2 + summary_draw_notice(context, canvas, 2);
}
