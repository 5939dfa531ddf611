/* SPDX-License-Identifier: MIT */
#include "test-rules.h"

#include "alert-table.h"
#include "core/line-csv.h"
#include "core/line-json.h"
#include "io/log.h"
#include "startup.h"
#include "station.h"

#include <stdio.h>

struct test_rules {
    struct station *station;
    const struct config_output *output;
    struct alert_table table;
};

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
    int64_t wall_ms = model_wall_ms(test->table.model, effect->at_ms);
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
    if (!test_rules_is_table(test))
        test_rules_print_event(test, effect);
    else if (effect->edge == ALERT_FIRED)
        alert_table_begin(&test->table, effect);
    else
        alert_table_end(&test->table, effect);
}

static void test_rules_over(void *data, int64_t now_ms)
{
    struct test_rules *test = data;

    alert_table_end_all(&test->table, now_ms);
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

static void test_rules_print_heading(const struct test_rules *test)
{
    struct buf heading = { 0 };

    if (test->output->csv)
        line_csv_heading(&heading);
    fputs(buf_text(&heading), stdout);
    buf_finish(&heading);
}

int test_rules_run(const struct config *config)
{
    struct test_rules test = { .output = &config->output };
    struct feed feed = { 0 };
    struct buf tape = { 0 }, err = { 0 };
    int status = STARTUP_EXIT_USAGE;

    buf_addf(&tape, "%s@0", config->tape.test_rules);
    if (feed_tape_init(&feed, config, buf_text(&tape), &err)) {
        test.station = station_create(config, &feed);
        test.table.model = station_model(test.station);
        test.table.fahrenheit = config->screen.fahrenheit;
        station_listen(test.station, &test_rules_listener, &test);
        test_rules_print_heading(&test);
        status = station_run(test.station);
        alert_table_print(&test.table);
    } else {
        log_line("--test-rules: %s", buf_text(&err));
    }
    alert_table_finish(&test.table);
    station_destroy(test.station);
    buf_finish(&tape);
    buf_finish(&err);
    return status;
}
