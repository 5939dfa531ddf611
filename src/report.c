/* SPDX-License-Identifier: MIT */
#include "report.h"

#include "confinement.h"
#include "core/duration.h"
#include "core/line-csv.h"
#include "core/line-json.h"
#include "io/log.h"
#include "io/paper.h"
#include "outlet.h"
#include "startup.h"
#include "survey.h"
#include "ui/clock.h"
#include "ui/column-list.h"
#include "ui/table.h"

#include <inttypes.h>
#include <string.h>

struct report {
    const struct config *config;
    struct station *station;
    struct survey survey;
    struct outlet outlet;
    struct column_list columns;
    int64_t n_done;  /* tables so far */
    int64_t next_ms; /* the loop's time; INT64_MAX: not yet, or the last one was */
    bool is_last;    /* it ends when all is written */
    int status;
};

/* --- a table ---------------------------------------------------------------- */

/* "14:03:22 pi-broker.local:1883: 12 devices, 10 online, 1 offline, 1 stale, 2 in alert" */
static void report_add_summary(const struct report *report, int64_t local_ms, struct buf *out)
{
    const struct model *model = station_model(report->station);
    const struct link_state *link = model_link_state(model);
    const struct tally *tally = &model_counts(model)->devices;
    size_t n_devices = device_table_count(model_devices(model));
    struct buf line = { 0 };

    clock_format(&line, local_ms, false);
    buf_addf(&line, " %s: ", station_feed(report->station)->name);
    if (!link_state_is_up(link))
        buf_addf(&line, "%s; ", link->reason[0] ? link->reason : "not connected");
    buf_addf(&line, "%zu device%s, ", n_devices, n_devices == 1 ? "" : "s");
    buf_addf(&line,
             "%" PRIu32 " online, %" PRIu32 " offline, %" PRIu32 " stale, %" PRIu32 " in alert",
             tally->online, tally->offline, tally->stale, tally->crit + tally->warn);
    text_clean(out, line.data, line.len, SIZE_MAX);
    buf_puts(out, "\n");
    buf_finish(&line);
}

static void report_add_table(struct report *report, int64_t now_ms)
{
    const struct config *config = report->config;
    int64_t wall_ms = model_wall_ms(station_model(report->station), now_ms);
    struct view_context context = { .model = station_model(report->station),
                                    .now_ms = now_ms,
                                    .local_offset_ms = wall_ms - now_ms + loop_local_ms(wall_ms),
                                    .fahrenheit = config->screen.fahrenheit,
                                    .with_location = survey_has_locations(&report->survey),
                                    .columns = &report->columns };
    struct buf *out = &report->outlet.output.lines;

    if (config->output.batch && report->n_done)
        buf_puts(out, "\n");
    if (config->output.batch)
        report_add_summary(report, now_ms + context.local_offset_ms, out);
    table_format(&context, config->output.filter, paper_cols(),
                 config->screen.ascii || !paper_is_utf8(), out);
}

static void report_add_states(struct report *report, int64_t now_ms)
{
    const struct model *model = station_model(report->station);
    struct buf *out = &report->outlet.output.lines;

    for (size_t i = 0; i < device_table_count(model_devices(model)); i++) {
        const struct device *device = device_table_get(model_devices(model), i);

        if (!survey_covers(&report->survey, device))
            continue;
        if (report->config->output.json)
            line_json_state(model, device, now_ms, out);
        else
            line_csv_state(model, device, now_ms, out);
    }
}

static void report_add(struct report *report, int64_t now_ms)
{
    if (report->config->output.json || report->config->output.csv)
        report_add_states(report, now_ms);
    else
        report_add_table(report, now_ms);
    report->n_done++;
}

/* --- when ------------------------------------------------------------------- */

static bool report_is_connected(const struct report *report)
{
    return link_state_is_up(model_link_state(station_model(report->station)));
}

static void report_tell_failure(const struct report *report)
{
    const struct link_state *link = model_link_state(station_model(report->station));
    struct buf timeout = { 0 };

    if (report->config->output.once) {
        buf_puts(&timeout, " within ");
        duration_format_exact(&timeout, report->config->output.timeout_ms);
    }
    log_line("no connection to %s%s: %s", station_feed(report->station)->name, buf_text(&timeout),
             link->reason[0] ? link->reason : "still connecting");
    buf_finish(&timeout);
}

static void report_on_survey(void *data, int64_t now_ms)
{
    struct report *report = data;

    (void)now_ms;
    /* Without a connection there is nothing to print, and somebody is waiting for it. */
    if (report->config->output.once && !report_is_connected(report)) {
        report_tell_failure(report);
        station_stop(report->station, STARTUP_EXIT_FAILURE);
    } else {
        report->next_ms = 0;
    }
}

/* The last table is written. Without a connection it was not about devices. */
static void report_end(struct report *report)
{
    bool is_connected = report_is_connected(report);

    if (!is_connected)
        report_tell_failure(report);
    station_stop(report->station, report->outlet.output.n_lost || !is_connected
                                      ? STARTUP_EXIT_FAILURE
                                      : STARTUP_EXIT_OK);
}

static int64_t report_idle(void *data, int64_t loop_ms)
{
    struct report *report = data;
    const struct config_output *output = &report->config->output;

    /* A reader who is slow gets fewer tables, not old ones. */
    if (loop_ms >= report->next_ms && !report->outlet.output.lines.len) {
        report_add(report, station_now_ms(report->station, loop_ms));
        report->is_last = output->once || report->n_done == output->iterations;
        report->next_ms = report->is_last ? INT64_MAX : loop_ms + report->config->screen.delay_ms;
    }
    if (outlet_write(&report->outlet) == OUTPUT_DONE && report->is_last)
        report_end(report);
    return report->next_ms > loop_ms ? report->next_ms : INT64_MAX;
}

static const struct listener report_listener = { .idle = report_idle };

/* --- putting it together ---------------------------------------------------- */

static void report_init(struct report *report, const struct config *config, struct feed *feed)
{
    const struct config_list *columns = &config->screen.columns;

    *report = (struct report){ .config = config, .next_ms = INT64_MAX };
    report->station = station_create(config, feed);
    for (size_t i = 0; i < columns->n; i++)
        if (strcmp(columns->items[i], "auto") != 0)
            column_list_add(&report->columns, columns->items[i]);
    outlet_init(&report->outlet, report->station);
    if (config->output.csv)
        line_csv_heading(&report->outlet.output.lines);
    report->survey.done = report_on_survey;
    report->survey.data = report;
    survey_init(&report->survey, config, report->station);
    station_listen(report->station, &report_listener, report);
}

static void report_finish(struct report *report)
{
    outlet_finish(&report->outlet);
    survey_finish(&report->survey);
    column_list_finish(&report->columns);
    station_destroy(report->station);
}

int report_run(const struct config *config)
{
    struct feed feed = { 0 };
    struct report report;
    struct buf err = { 0 };
    int status;

    if (!feed_init(&feed, config, &err)) {
        log_line("%s", buf_text(&err));
        buf_finish(&err);
        return STARTUP_EXIT_USAGE;
    }
    report_init(&report, config, &feed);
    confinement_enter(config, NULL);
    status = station_run(report.station);
    report_finish(&report);
    return status;
}
