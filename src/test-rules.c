/* SPDX-License-Identifier: MIT */
#include "test-rules.h"

#include "core/line-csv.h"
#include "core/line-json.h"
#include "core/mem.h"
#include "core/number.h"
#include "core/stamp.h"
#include "core/text.h"
#include "io/log.h"
#include "startup.h"
#include "station.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum test_rules_column {
    TEST_RULES_TIME,
    TEST_RULES_SEVERITY,
    TEST_RULES_DEVICE,
    TEST_RULES_METRIC,
    TEST_RULES_VALUE,
    TEST_RULES_LIMIT,
    TEST_RULES_DURATION,
    TEST_RULES_COLUMN_COUNT_
};

/* An alert of the recording. */
struct test_rules_row {
    const struct device *device; /* the model's, as the rule */
    const struct rule *rule;
    int64_t since_ms; /* beyond the limit, model time */
    bool is_over;
    char *cells[TEST_RULES_COLUMN_COUNT_]; /* clean */
};

struct test_rules {
    struct station *station;
    struct model *model; /* the station's */
    const struct config_output *output;
    bool fahrenheit;
    size_t n;
    size_t size;
    struct test_rules_row *rows; /* in the order of firing */
};

/* --- cells ------------------------------------------------------------------ */

static void test_rules_add_time(struct buf *out, int64_t wall_ms)
{
    int64_t zone_min = loop_local_ms(wall_ms) / 60000;
    int64_t off_min = zone_min < 0 ? -zone_min : zone_min;

    stamp_format(out, wall_ms + zone_min * 60000, 0);
    buf_addf(out, "%c%02d:%02d", zone_min < 0 ? '-' : '+', (int)(off_min / 60),
             (int)(off_min % 60));
}

static void test_rules_add_limit(struct buf *out, const struct rule *rule, bool fahrenheit)
{
    buf_puts(out, rule_watch_word(rule->watch));
    if (rule_watch_is_change(rule->watch)) {
        buf_puts(out, " ");
        metric_format_change(out, rule->metric, rule->limit, fahrenheit);
        buf_puts(out, " in ");
        number_format_duration(out, rule->in_ms);
    } else if (rule_watch_has_metric(rule->watch)) {
        buf_puts(out, " ");
        metric_format(out, rule->metric, rule->limit, fahrenheit);
    }
    if (rule->for_ms) {
        buf_puts(out, " for ");
        number_format_duration(out, rule->for_ms);
    }
}

/* "30.02 °C", not "30.0 °C", where the limit is 30. */
static void test_rules_add_value(struct buf *out, const struct rule *rule, double value,
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
static void test_rules_set_cell(struct test_rules_row *row, enum test_rules_column column,
                                struct buf *text)
{
    struct buf clean = { 0 };

    text_clean(&clean, buf_text(text), text->len, SIZE_MAX);
    free(row->cells[column]);
    row->cells[column] = buf_detach(&clean);
    buf_clear(text);
}

/* --- alerts ----------------------------------------------------------------- */

static void test_rules_end(struct test_rules_row *row, int64_t duration_ms, bool is_over)
{
    struct buf text = { 0 };

    row->is_over = is_over;
    number_format_duration(&text, duration_ms);
    buf_puts(&text, is_over ? "" : ", not over");
    test_rules_set_cell(row, TEST_RULES_DURATION, &text);
    buf_finish(&text);
}

static void test_rules_begin(struct test_rules *test, const struct effect *effect)
{
    struct buf text = { 0 };
    struct test_rules_row *row;

    if (test->n == test->size) {
        test->size = test->size ? 2 * test->size : 64;
        test->rows = mem_resize(test->rows, test->size, sizeof *test->rows);
    }
    row = &test->rows[test->n++];
    *row = (struct test_rules_row){ .device = effect->device,
                                    .rule = effect->rule,
                                    .since_ms = effect->at_ms - effect->duration_ms };
    test_rules_add_time(&text, model_wall_ms(test->model, effect->at_ms));
    test_rules_set_cell(row, TEST_RULES_TIME, &text);
    buf_puts(&text, severity_name(effect->rule->severity));
    test_rules_set_cell(row, TEST_RULES_SEVERITY, &text);
    buf_addf(&text, "%s/%s", effect->device->location, effect->device->id);
    test_rules_set_cell(row, TEST_RULES_DEVICE, &text);
    buf_puts(&text, effect->rule->metric ? effect->rule->metric : "-");
    test_rules_set_cell(row, TEST_RULES_METRIC, &text);
    test_rules_add_value(&text, effect->rule, effect->alert.value, test->fahrenheit);
    test_rules_set_cell(row, TEST_RULES_VALUE, &text);
    test_rules_add_limit(&text, effect->rule, test->fahrenheit);
    test_rules_set_cell(row, TEST_RULES_LIMIT, &text);
    buf_finish(&text);
}

/* For programs: as --json and --csv tell of an alert, when it fires and when it is over. */
static void test_rules_print_event(const struct test_rules *test, const struct effect *effect)
{
    struct event event = { .at_ms = effect->at_ms,
                           .kind = effect->edge == ALERT_FIRED ? EVENT_ALERT : EVENT_CLEAR,
                           .state = (enum alert_state)effect->alert.state,
                           .severity = effect->rule->severity,
                           .device = effect->device,
                           .rule = effect->rule,
                           .value = effect->alert.value,
                           .duration_ms = effect->duration_ms };
    int64_t wall_ms = model_wall_ms(test->model, effect->at_ms);
    struct buf line = { 0 };

    if (test->output->json)
        line_json_event(&event, wall_ms, &line);
    else
        line_csv_event(&event, wall_ms, &line);
    fputs(buf_text(&line), stdout);
    buf_finish(&line);
}

static bool test_rules_is_table(const struct test_rules *test)
{
    return !test->output->json && !test->output->csv;
}

static void test_rules_effect(void *data, int64_t now_ms, const struct effect *effect)
{
    struct test_rules *test = data;

    (void)now_ms;
    if (effect->kind != EFFECT_ALERT ||
        (effect->edge != ALERT_FIRED && effect->edge != ALERT_CLEARED))
        return;
    if (!test_rules_is_table(test)) {
        test_rules_print_event(test, effect);
        return;
    }
    if (effect->edge == ALERT_FIRED)
        test_rules_begin(test, effect);
    for (size_t i = test->n; effect->edge == ALERT_CLEARED && i-- > 0;) {
        struct test_rules_row *row = &test->rows[i];

        if (row->device == effect->device && row->rule == effect->rule) {
            test_rules_end(row, effect->duration_ms, true);
            return;
        }
    }
}

static void test_rules_over(void *data, int64_t now_ms)
{
    struct test_rules *test = data;

    for (size_t i = 0; i < test->n; i++)
        if (!test->rows[i].is_over)
            test_rules_end(&test->rows[i], now_ms - test->rows[i].since_ms, false);
    station_stop(test->station, STARTUP_EXIT_OK);
}

/* What the recording itself has to say; of devices the alerts say enough. */
static void test_rules_event(void *data, const struct event *event)
{
    (void)data;
    if (event->kind == EVENT_PROGRAM)
        log_line("%s", event->text);
}

static const struct listener test_rules_listener = { .event = test_rules_event,
                                                     .effect = test_rules_effect,
                                                     .over = test_rules_over };

/* --- the table -------------------------------------------------------------- */

static void test_rules_print_heading(const struct test_rules *test)
{
    struct buf heading = { 0 };

    if (test->output->csv)
        line_csv_heading(&heading);
    fputs(buf_text(&heading), stdout);
    buf_finish(&heading);
}

static void test_rules_print(const struct test_rules *test)
{
    size_t widths[TEST_RULES_COLUMN_COUNT_] = { 0 };
    struct buf line = { 0 };

    for (size_t i = 0; i < test->n; i++)
        for (int c = 0; c < TEST_RULES_COLUMN_COUNT_; c++) {
            size_t width = text_width(test->rows[i].cells[c], strlen(test->rows[i].cells[c]));

            widths[c] = width > widths[c] ? width : widths[c];
        }
    for (size_t i = 0; i < test->n; i++) {
        buf_clear(&line);
        for (int c = 0; c < TEST_RULES_COLUMN_COUNT_; c++) {
            const char *cell = test->rows[i].cells[c];
            size_t pad = widths[c] - text_width(cell, strlen(cell)) + 2;

            buf_puts(&line, cell);
            buf_addf(&line, "%*s", c + 1 < TEST_RULES_COLUMN_COUNT_ ? (int)pad : 0, "");
        }
        puts(buf_text(&line));
    }
    buf_finish(&line);
}

static void test_rules_finish(struct test_rules *test)
{
    for (size_t i = 0; i < test->n; i++)
        for (int c = 0; c < TEST_RULES_COLUMN_COUNT_; c++)
            free(test->rows[i].cells[c]);
    free(test->rows);
    station_destroy(test->station);
}

int test_rules_run(const struct config *config)
{
    struct test_rules test = { .output = &config->output, .fahrenheit = config->screen.fahrenheit };
    struct feed feed = { 0 };
    struct buf tape = { 0 }, err = { 0 };
    int status = STARTUP_EXIT_USAGE;

    buf_addf(&tape, "%s@0", config->tape.test_rules);
    if (feed_tape_init(&feed, config, buf_text(&tape), &err)) {
        test.station = station_create(config, &feed);
        test.model = station_model(test.station);
        station_listen(test.station, &test_rules_listener, &test);
        test_rules_print_heading(&test);
        status = station_run(test.station);
        test_rules_print(&test);
    } else {
        log_line("--test-rules: %s", buf_text(&err));
    }
    test_rules_finish(&test);
    buf_finish(&tape);
    buf_finish(&err);
    return status;
}
