/* SPDX-License-Identifier: MIT */
#include "ui/column-cell.h"

#include "core/duration.h"
#include "core/tally.h"
#include "ui/chart.h"
#include "ui/device-names.h"
#include "ui/limits.h"
#include "ui/mark.h"
#include "ui/value.h"

#include <math.h>
#include <string.h>

enum {
    COLUMN_SECOND_MS = 1000,
    COLUMN_TREND_MS = 10 * 60 * 1000,
    COLUMN_ARROW_MS = 5 * 60 * 1000,
};

static const double column_trend_span_min = 2.0;  /* °C */
static const double column_arrow_dead_band = 0.2; /* °C */

bool column_ages_frozen(const struct view_context *context)
{
    return tally_count(&model_counts(context->model)->devices) > 0 &&
           model_age_clock_ms(context->model, context->now_ms) != context->now_ms;
}

int64_t column_second_ms(const struct view_context *context, int64_t at_ms)
{
    return at_ms - (at_ms + context->local_offset_ms) % COLUMN_SECOND_MS;
}

int64_t column_age_clock_ms(const struct view_context *context)
{
    int64_t clock_ms = model_age_clock_ms(context->model, context->now_ms);

    return clock_ms == context->now_ms ? column_second_ms(context, clock_ms) : clock_ms;
}

static void column_accent(struct column_cell *cell, enum style style)
{
    if (cell->field.style == STYLE_NORMAL)
        cell->field.style = style;
}

static void column_put(struct column_cell *cell)
{
    canvas_put(cell->canvas, cell->field, buf_text(cell->text), cell->text->len);
}

static void column_put_none(struct column_cell *cell)
{
    column_accent(cell, STYLE_DIM);
    buf_puts(cell->text, theme_glyph(GLYPH_NONE, false));
    column_put(cell);
}

/* --- device, status -------------------------------------------------------- */

void column_cell_device(struct column_cell *cell)
{
    device_names_format(cell->device, cell->location_cols, cell->text);
    column_put(cell);
}

void column_cell_status(struct column_cell *cell)
{
    static const struct {
        const char *text;
        enum style style;
    } rows[] = {
        [DEVICE_ONLINE] = { "online", STYLE_GOOD },
        [DEVICE_OFFLINE] = { "offline", STYLE_OFFLINE },
        [DEVICE_STALE] = { "stale", STYLE_STALE },
        [DEVICE_UNKNOWN] = { "unknown", STYLE_DIM },
    };
    enum device_health health = tally_health(cell->device);

    column_accent(cell, rows[health].style);
    buf_puts(cell->text, rows[health].text);
    column_put(cell);
}

/* --- numbers --------------------------------------------------------------- */

static const struct metric *column_metric(const struct column_cell *cell, int number)
{
    const struct metric *metric = device_metric(cell->device, number);

    return metric && metric->has_value ? metric : NULL;
}

/* Which way the value went, where it is one of now. */
static const char *column_arrow(const struct device *device, const struct metric *metric)
{
    enum device_health health = tally_health(device);
    int64_t at_ms;
    double mean, change;

    if (health == DEVICE_OFFLINE || health == DEVICE_STALE || !metric->history)
        return " ";
    at_ms = history_get(metric->history, history_count(metric->history) - 1).at_ms;
    history_columns(metric->history, at_ms - COLUMN_ARROW_MS, at_ms, &mean, 1);
    change = metric->value - mean;
    if (!(fabs(change) > column_arrow_dead_band))
        return " ";
    return theme_glyph(change > 0 ? GLYPH_RISING : GLYPH_FALLING, false);
}

const char *column_temperature_sign(const struct device *device)
{
    const struct metric *metric = device_metric(device, METRIC_TEMPERATURE);

    if (device->reading_retained)
        return "r";
    return metric && metric->has_value ? column_arrow(device, metric) : " ";
}

enum style column_heat(const struct view_context *context, const struct device *device,
                       double celsius)
{
    struct limits limits;

    limits_find(&limits, context, device, METRIC_TEMPERATURE);
    return limits_heat(&limits, celsius);
}

/* The sign is in the last column. */
void column_cell_temperature(struct column_cell *cell)
{
    const struct metric *metric = column_metric(cell, METRIC_TEMPERATURE);
    int sign_col = cell->field.col + cell->field.width_cols - 1;
    const char *sign = column_temperature_sign(cell->device);

    if (cell->device->reading_retained)
        column_accent(cell, STYLE_DIM);
    canvas_puts(cell->canvas, cell->field.row, sign_col, cell->field.style, sign);
    cell->field.width_cols -= 2;
    if (!metric) {
        column_put_none(cell);
        return;
    }
    if (cell->field.style == STYLE_NORMAL)
        cell->field.style = column_heat(cell->context, cell->device, metric->value);
    value_format(cell->text, cell->context, "temperature", metric->value);
    if ((int)cell->text->len > cell->field.width_cols)
        cell->field.width_cols++;
    column_put(cell);
}

void column_cell_humidity(struct column_cell *cell)
{
    const struct metric *metric = column_metric(cell, METRIC_HUMIDITY);

    if (!metric) {
        column_put_none(cell);
        return;
    }
    if (cell->device->reading_retained)
        column_accent(cell, STYLE_DIM);
    value_format(cell->text, cell->context, "humidity", metric->value);
    column_put(cell);
}

void column_cell_metric(struct column_cell *cell)
{
    const struct metric *metric = column_metric(cell, cell->number);

    if (!metric) {
        column_put_none(cell);
        return;
    }
    if (cell->device->reading_retained)
        column_accent(cell, STYLE_DIM);
    value_format(cell->text, cell->context, cell->metric, metric->value);
    column_put(cell);
}

static void column_put_range(struct column_cell *cell, bool highest)
{
    const struct metric *metric = device_metric(cell->device, METRIC_TEMPERATURE);

    if (!metric || metric->min > metric->max) {
        column_put_none(cell);
        return;
    }
    value_format(cell->text, cell->context, "temperature",
                 (double)(highest ? metric->max : metric->min));
    column_put(cell);
}

void column_cell_min(struct column_cell *cell)
{
    column_put_range(cell, false);
}

void column_cell_max(struct column_cell *cell)
{
    column_put_range(cell, true);
}

static int64_t column_bar_ms(int width_cols)
{
    return COLUMN_TREND_MS / width_cols;
}

int64_t column_trend_end_ms(const struct view_context *context, int width_cols)
{
    int64_t bar_ms = column_bar_ms(width_cols);

    return (model_age_clock_ms(context->model, context->now_ms) / bar_ms + 1) * bar_ms;
}

void column_cell_trend(struct column_cell *cell)
{
    const struct metric *metric = device_metric(cell->device, METRIC_TEMPERATURE);
    int width_cols = cell->field.width_cols;
    int64_t to_ms = column_trend_end_ms(cell->context, width_cols);
    struct chart_range range = { .from_ms = to_ms - column_bar_ms(width_cols) * width_cols,
                                 .to_ms = to_ms,
                                 .span_min = column_trend_span_min,
                                 .hold_ms = (int64_t)cell->device->interval_ms * 3 / 2 };

    column_accent(cell, STYLE_TREND);
    chart_spark(cell->canvas, cell->field, metric ? metric->history : NULL, range);
}

/* --- times ----------------------------------------------------------------- */

/* The larger unit alone where both do not fit. */
static void column_add_duration(struct buf *out, int64_t duration_ms, int room_cols)
{
    size_t start = out->len;

    duration_format(out, duration_ms);
    if (out->len - start <= (size_t)room_cols)
        return;
    out->len = start + strspn(out->data + start, "0123456789") + 1;
    out->data[out->len] = '\0';
}

void column_cell_age(struct column_cell *cell)
{
    const struct device *device = cell->device;
    int64_t clock_ms = column_age_clock_ms(cell->context);

    if (!device->has_reading || !device->age_known) {
        column_put_none(cell);
        return;
    }
    column_add_duration(cell->text, clock_ms - device->reading_ms, cell->field.width_cols);
    column_put(cell);
}

/* --- alert ----------------------------------------------------------------- */

/* Of the worst ones one that nobody has seen, if there is. */
static const struct alert *column_worst_alert(const struct device *device,
                                              const struct rule_list *rules)
{
    const struct alert *worst = NULL;

    for (size_t i = 0; i < device->n_alerts; i++) {
        const struct alert *alert = &device->alerts[i];

        if (alert_is_active(alert) && rules->rules[alert->rule].severity == device->worst &&
            (!worst || alert->state == ALERT_FIRING))
            worst = alert;
    }
    return worst;
}

/* "> 30.0", "hum > 60.0" (as short as its heading), "rises 5", "offline". */
static void column_add_rule(struct column_cell *cell, const struct rule *rule)
{
    if (rule->metric && strcmp(rule->metric, "humidity") == 0)
        buf_puts(cell->text, "hum ");
    else if (rule->metric && strcmp(rule->metric, "temperature") != 0)
        buf_addf(cell->text, "%s ", rule->metric);
    buf_puts(cell->text, rule_watch_word(rule->watch));
    if (!rule->metric)
        return;
    buf_puts(cell->text, " ");
    if (rule_watch_is_change(rule->watch))
        value_format_change(cell->text, cell->context, rule->metric, rule->limit);
    else
        value_format(cell->text, cell->context, rule->metric, rule->limit);
}

/* "snoozed 59m", "maint 1h58m": for so long nobody hears of it. */
static void column_add_rest(struct column_cell *cell, const char *word, int64_t until_ms,
                            int room_cols)
{
    int64_t left_ms = column_second_ms(cell->context, until_ms) -
                      column_second_ms(cell->context, cell->context->now_ms);

    buf_addf(cell->text, "%s ", word);
    room_cols -= (int)strlen(word) + 1;
    column_add_duration(cell->text, left_ms > 0 ? left_ms : 0, room_cols);
}

/* The limit, too, where there is room for both. */
static void column_add_snoozed(struct column_cell *cell, const struct rule *rule, int64_t until_ms,
                               const char *word)
{
    int room_cols = cell->field.width_cols;

    column_add_rule(cell, rule);
    if (room_cols - (int)cell->text->len > (int)(strlen(word) + strlen("  1h59m")))
        buf_puts(cell->text, " ");
    else
        buf_clear(cell->text);
    column_add_rest(cell, word, until_ms, room_cols - (int)cell->text->len);
}

/* What stands behind it is not to be lost. */
static void column_cut(struct buf *text, int room_cols)
{
    struct buf cut = { 0 };

    text_clean(&cut, buf_text(text), text->len, room_cols > 0 ? (size_t)room_cols : 0);
    buf_finish(text);
    *text = cut;
}

/* "> 30.0 2m10s", "hum > 60.0 ack", "offline 5m". */
static void column_add_alert(struct column_cell *cell, const struct alert *alert,
                             const struct rule *rule)
{
    const char *word = mark_is_acked(cell->device) ? " ack" : "";
    int64_t clock_ms = column_age_clock_ms(cell->context);
    int room_cols = cell->field.width_cols - (int)strlen(word);

    column_add_rule(cell, rule);
    column_cut(cell->text, room_cols);
    room_cols -= (int)cell->text->len;
    if (room_cols > (int)strlen(" 59m")) {
        buf_puts(cell->text, " ");
        column_add_duration(cell->text, clock_ms - alert->since_ms, room_cols - 1);
    }
    buf_puts(cell->text, word);
}

void column_cell_alert(struct column_cell *cell)
{
    const struct rule_list *rules = model_rules(cell->context->model);
    const struct alert *alert = column_worst_alert(cell->device, rules);
    const struct rule *rule = alert ? &rules->rules[alert->rule] : NULL;
    int64_t until_ms = model_maintained_until_ms(cell->context->model, cell->device);
    const char *word = until_ms ? "maint" : "snoozed";

    if (!until_ms)
        until_ms = mark_snoozed_until_ms(cell->device);
    if (alert && alert->state == ALERT_SNOOZED)
        column_add_snoozed(cell, rule, alert_snoozed_until_ms(alert), word);
    else if (alert)
        column_add_alert(cell, alert, rule);
    else if (until_ms)
        column_add_rest(cell, word, until_ms, cell->field.width_cols);
    if (cell->text->len) /* most have none, and the row is blank there */
        column_put(cell);
}
