/* SPDX-License-Identifier: MIT */
#include "chronicle.h"

#include "core/line-csv.h"
#include "core/line-json.h"
#include "core/line-text.h"
#include "core/stamp.h"
#include "startup.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    /* A flood must not fill the disk before the log is rotated: 10 lines a second are 100 MB a day.
     */
    CHRONICLE_EVENTS_PER_S = 10,
    CHRONICLE_EVENTS_AT_ONCE = 1000,
    CHRONICLE_READINGS_PER_S = 100, /* --verbose */
    CHRONICLE_READINGS_AT_ONCE = 1000,
    CHRONICLE_MINUTE_MS = 60 * 1000,
    CHRONICLE_HOUR_MIN = 60,
};

/* sd-daemon(3): the journal takes "<3>" in front of a line for its priority. */
static const int chronicle_priorities[] = {
    [SEVERITY_NONE] = 6, [SEVERITY_INFO] = 6, [SEVERITY_WARN] = 4, [SEVERITY_CRIT] = 2
};
static_assert(sizeof chronicle_priorities / sizeof *chronicle_priorities == SEVERITY_COUNT_,
              "a priority for each severity");

/* systemd.exec(5): JOURNAL_STREAM is inherited, and ours only if it names our descriptor. */
static bool chronicle_is_in_journal(int fd)
{
    const char *stream = getenv("JOURNAL_STREAM");
    uintmax_t device, inode;
    struct stat stat;

    return stream && sscanf(stream, "%ju:%ju", &device, &inode) == 2 && fstat(fd, &stat) == 0 &&
           stat.st_dev == device && stat.st_ino == inode;
}

static bool chronicle_is_log(const struct chronicle *chronicle)
{
    return chronicle->config->output.headless;
}

/* "2023-11-14T23:13:20+01:00 " */
static void chronicle_add_time(int64_t wall_ms, struct buf *out)
{
    int64_t zone_ms = loop_local_ms(wall_ms);
    int64_t zone_min = (zone_ms < 0 ? -zone_ms : zone_ms) / CHRONICLE_MINUTE_MS;

    stamp_format(out, wall_ms + zone_ms, 0);
    buf_addf(out, "%c%02" PRId64 ":%02" PRId64 " ", zone_ms < 0 ? '-' : '+',
             zone_min / CHRONICLE_HOUR_MIN, zone_min % CHRONICLE_HOUR_MIN);
}

static void chronicle_begin_line(struct chronicle *chronicle, int64_t wall_ms,
                                 enum severity severity)
{
    const struct config_output *output = &chronicle->config->output;

    if (chronicle->in_journal)
        buf_addf(&chronicle->outlet.output.lines, "<%d>", chronicle_priorities[severity]);
    else if (!output->json && !output->csv)
        chronicle_add_time(wall_ms, &chronicle->outlet.output.lines);
}

static void chronicle_add_event(struct chronicle *chronicle, const struct event *event)
{
    const struct config_output *output = &chronicle->config->output;
    int64_t wall_ms = model_wall_ms(station_model(chronicle->station), event->at_ms);
    struct buf *lines = &chronicle->outlet.output.lines;

    chronicle_begin_line(chronicle, wall_ms, event->severity);
    if (output->json)
        line_json_event(event, wall_ms, lines);
    else if (output->csv)
        line_csv_event(event, wall_ms, lines);
    else
        line_text_event(event, chronicle->format, lines);
}

static void chronicle_add_applied(struct chronicle *chronicle, int64_t at_ms,
                                  const struct applied *applied)
{
    const struct config_output *output = &chronicle->config->output;
    int64_t wall_ms = model_wall_ms(station_model(chronicle->station), at_ms);
    struct buf *lines = &chronicle->outlet.output.lines;

    chronicle_begin_line(chronicle, wall_ms, SEVERITY_INFO);
    if (output->json)
        line_json_applied(applied, wall_ms, lines);
    else if (output->csv)
        line_csv_applied(applied, wall_ms, lines);
    else
        line_text_reading(applied, chronicle->format, lines);
}

/* --- what is told ----------------------------------------------------------- */

static bool chronicle_passes(const struct chronicle *chronicle, const struct device *device)
{
    struct view_context context = { .model = station_model(chronicle->station),
                                    .fahrenheit = chronicle->format.fahrenheit,
                                    .with_location = chronicle->format.with_location };

    return !device || filter_matches(&chronicle->filter, &context, device);
}

static bool chronicle_has_room(const struct chronicle *chronicle, struct throttle *throttle,
                               int64_t now_ms)
{
    if (!chronicle_is_log(chronicle))
        return true;
    if (!output_is_full(&chronicle->outlet.output))
        return throttle_pass(throttle, now_ms);
    throttle->n_held++;
    return false;
}

static void chronicle_message(void *data, int64_t at_ms, const struct message *message)
{
    struct chronicle *chronicle = data;
    const struct applied *applied = model_applied(station_model(chronicle->station));
    bool is_log = chronicle_is_log(chronicle);

    (void)message;
    chronicle->told = NULL;
    if (applied->kind == APPLIED_NOTHING || (is_log && applied->kind != APPLIED_READING) ||
        (is_log && !chronicle->config->output.verbose) ||
        !chronicle_passes(chronicle, applied->device))
        return;
    if (applied->kind == APPLIED_STATUS)
        chronicle->told = applied->device;
    if (chronicle_has_room(chronicle, &chronicle->readings, at_ms))
        chronicle_add_applied(chronicle, at_ms, applied);
}

static void chronicle_event(void *data, const struct event *event)
{
    struct chronicle *chronicle = data;

    if (event->kind == EVENT_STATUS && chronicle->told && event->device == chronicle->told) {
        chronicle->told = NULL;
        return;
    }
    if (chronicle_passes(chronicle, event->device) &&
        chronicle_has_room(chronicle, &chronicle->events, event->at_ms))
        chronicle_add_event(chronicle, event);
}

static void chronicle_tell_held(struct chronicle *chronicle, struct throttle *throttle,
                                const char *what, int64_t now_ms)
{
    uint64_t n_held = throttle_take_held(throttle, now_ms);
    struct event event = { .at_ms = now_ms, .kind = EVENT_PROGRAM, .severity = SEVERITY_WARN };
    struct buf text = { 0 };

    if (!n_held)
        return;
    buf_addf(&text, "%" PRIu64 " more %s left out: too many for a log", n_held, what);
    event.text = text.data;
    chronicle_add_event(chronicle, &event);
    buf_finish(&text);
}

static void chronicle_tick(void *data, int64_t now_ms)
{
    struct chronicle *chronicle = data;

    if (output_is_full(&chronicle->outlet.output))
        return;
    chronicle_tell_held(chronicle, &chronicle->events, "events", now_ms);
    chronicle_tell_held(chronicle, &chronicle->readings, "readings", now_ms);
}

static void chronicle_over(void *data, int64_t now_ms)
{
    struct chronicle *chronicle = data;

    (void)now_ms;
    station_stop(chronicle->station, STARTUP_EXIT_OK);
}

static int64_t chronicle_idle(void *data, int64_t loop_ms)
{
    struct chronicle *chronicle = data;

    (void)loop_ms;
    outlet_write(&chronicle->outlet);
    if (!chronicle_is_log(chronicle))
        station_hold(chronicle->station, output_is_full(&chronicle->outlet.output));
    return INT64_MAX;
}

static const struct listener chronicle_listener = { .message = chronicle_message,
                                                    .event = chronicle_event,
                                                    .tick = chronicle_tick,
                                                    .over = chronicle_over,
                                                    .idle = chronicle_idle };

void chronicle_init(struct chronicle *chronicle, const struct config *config,
                    struct station *station)
{
    *chronicle = (struct chronicle){
        .station = station,
        .config = config,
        .format = { .fahrenheit = config->screen.fahrenheit,
                    .with_location = config_has_locations(&config->watch) },
        .events = { .per_s = CHRONICLE_EVENTS_PER_S,
                    .burst = CHRONICLE_EVENTS_AT_ONCE,
                    .left = CHRONICLE_EVENTS_AT_ONCE },
        .readings = { .per_s = CHRONICLE_READINGS_PER_S,
                      .burst = CHRONICLE_READINGS_AT_ONCE,
                      .left = CHRONICLE_READINGS_AT_ONCE },
        .in_journal = chronicle_is_in_journal(STDOUT_FILENO),
    };
    if (config->output.filter)
        filter_set(&chronicle->filter, config->output.filter);
    outlet_init(&chronicle->outlet, station);
    if (config->output.csv)
        line_csv_heading(&chronicle->outlet.output.lines);
    station_listen(station, &chronicle_listener, chronicle);
}

void chronicle_finish(struct chronicle *chronicle)
{
    outlet_finish(&chronicle->outlet);
    filter_finish(&chronicle->filter);
}
