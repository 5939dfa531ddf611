/* SPDX-License-Identifier: MIT */
#include "alert-table.h"

#include "core/duration.h"
#include "core/listing.h"
#include "core/mem.h"
#include "core/stamp.h"
#include "core/text.h"
#include "io/loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum alert_table_column {
    ALERT_TABLE_TIME,
    ALERT_TABLE_SEVERITY,
    ALERT_TABLE_DEVICE,
    ALERT_TABLE_METRIC,
    ALERT_TABLE_VALUE,
    ALERT_TABLE_LIMIT,
    ALERT_TABLE_DURATION,
    ALERT_TABLE_COLUMN_COUNT_
};

/* An alert of the recording. */
struct alert_table_row {
    const struct device *device; /* the model's, as the rule */
    const struct rule *rule;
    int64_t since_ms; /* beyond the limit, model time */
    bool is_over;
    struct buf cells[ALERT_TABLE_COLUMN_COUNT_]; /* clean */
};

/* --- cells ------------------------------------------------------------------ */

static void alert_table_add_time(struct buf *out, int64_t wall_ms)
{
    int64_t zone_min = loop_local_ms(wall_ms) / 60000;
    int64_t off_min = zone_min < 0 ? -zone_min : zone_min;

    stamp_format(out, wall_ms + zone_min * 60000, 0);
    buf_addf(out, "%c%02d:%02d", zone_min < 0 ? '-' : '+', (int)(off_min / 60),
             (int)(off_min % 60));
}

static void alert_table_add_limit(struct buf *out, const struct rule *rule, bool fahrenheit)
{
    buf_puts(out, rule_watch_word(rule->watch));
    if (rule_watch_is_change(rule->watch)) {
        buf_puts(out, " ");
        metric_format_change(out, rule->metric, rule->limit, fahrenheit);
        buf_puts(out, " in ");
        duration_format(out, rule->in_ms);
    } else if (rule_watch_has_metric(rule->watch)) {
        buf_puts(out, " ");
        metric_format(out, rule->metric, rule->limit, fahrenheit);
    }
    if (rule->for_ms) {
        buf_puts(out, " for ");
        duration_format(out, rule->for_ms);
    }
}

/* "30.02 °C", not "30.0 °C", where the limit is 30. */
static void alert_table_add_value(struct buf *out, const struct rule *rule, double value,
                                  bool fahrenheit)
{
    struct buf limit = { 0 };

    if (!rule_watch_has_metric(rule->watch)) {
        buf_puts(out, rule_watch_word(rule->watch));
        return;
    }
    if (rule_watch_is_change(rule->watch)) {
        metric_format_change(out, rule->metric, value, fahrenheit);
        return;
    }
    metric_format(&limit, rule->metric, rule->limit, fahrenheit);
    metric_format(out, rule->metric, value, fahrenheit);
    if (strcmp(buf_text(out), buf_text(&limit)) == 0) {
        buf_clear(out);
        metric_format_exact(out, rule->metric, value, fahrenheit);
    }
    buf_finish(&limit);
}

/* Takes what is in text through the door. */
static void alert_table_set_cell(struct alert_table_row *row, enum alert_table_column column,
                                 struct buf *text)
{
    buf_clear(&row->cells[column]);
    text_clean(&row->cells[column], buf_text(text), text->len, SIZE_MAX);
    buf_clear(text);
}

/* --- rows ------------------------------------------------------------------- */

static void alert_table_end_row(struct alert_table_row *row, int64_t duration_ms, bool is_over)
{
    struct buf text = { 0 };

    row->is_over = is_over;
    duration_format(&text, duration_ms);
    buf_puts(&text, is_over ? "" : ", not over");
    alert_table_set_cell(row, ALERT_TABLE_DURATION, &text);
    buf_finish(&text);
}

void alert_table_begin(struct alert_table *table, const struct effect *effect)
{
    struct buf text = { 0 };
    struct alert_table_row *row;

    if (table->n == table->size) {
        table->size = table->size ? 2 * table->size : 64;
        table->rows = mem_resize(table->rows, table->size, sizeof *table->rows);
    }
    row = &table->rows[table->n++];
    *row = (struct alert_table_row){ .device = effect->device,
                                     .rule = effect->rule,
                                     .since_ms = effect->at_ms - effect->duration_ms };
    alert_table_add_time(&text, model_wall_ms(table->model, effect->at_ms));
    alert_table_set_cell(row, ALERT_TABLE_TIME, &text);
    buf_puts(&text, severity_name(effect->rule->severity));
    alert_table_set_cell(row, ALERT_TABLE_SEVERITY, &text);
    buf_addf(&text, "%s/%s", effect->device->location, effect->device->id);
    alert_table_set_cell(row, ALERT_TABLE_DEVICE, &text);
    buf_puts(&text, effect->rule->metric ? effect->rule->metric : "-");
    alert_table_set_cell(row, ALERT_TABLE_METRIC, &text);
    alert_table_add_value(&text, effect->rule, effect->alert.value, table->fahrenheit);
    alert_table_set_cell(row, ALERT_TABLE_VALUE, &text);
    alert_table_add_limit(&text, effect->rule, table->fahrenheit);
    alert_table_set_cell(row, ALERT_TABLE_LIMIT, &text);
    buf_finish(&text);
}

void alert_table_end(struct alert_table *table, const struct effect *effect)
{
    for (size_t i = table->n; i-- > 0;) {
        struct alert_table_row *row = &table->rows[i];

        if (row->device == effect->device && row->rule == effect->rule) {
            alert_table_end_row(row, effect->duration_ms, true);
            return;
        }
    }
}

void alert_table_end_all(struct alert_table *table, int64_t now_ms)
{
    for (size_t i = 0; i < table->n; i++)
        if (!table->rows[i].is_over)
            alert_table_end_row(&table->rows[i], now_ms - table->rows[i].since_ms, false);
}

/* --- printing --------------------------------------------------------------- */

void alert_table_print(const struct alert_table *table)
{
    size_t widths[ALERT_TABLE_COLUMN_COUNT_] = { 0 };
    struct buf line = { 0 };

    for (size_t i = 0; i < table->n; i++)
        listing_measure(widths, table->rows[i].cells, ALERT_TABLE_COLUMN_COUNT_);
    for (size_t i = 0; i < table->n; i++) {
        buf_clear(&line);
        listing_add_row(&line, widths, table->rows[i].cells, ALERT_TABLE_COLUMN_COUNT_);
        fputs(buf_text(&line), stdout);
    }
    buf_finish(&line);
}

void alert_table_finish(struct alert_table *table)
{
    for (size_t i = 0; i < table->n; i++)
        for (int c = 0; c < ALERT_TABLE_COLUMN_COUNT_; c++)
            buf_finish(&table->rows[i].cells[c]);
    free(table->rows);
    *table = (struct alert_table){ 0 };
}
