/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "confinement.h"
#include "core/number.h"
#include "core/perfdata.h"
#include "core/plan.h"
#include "core/text.h"
#include "io/log.h"
#include "io/output.h"
#include "survey.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

enum {
    CHECK_TROUBLES_MAX = 5,    /* told one by one */
    CHECK_PERFDATA_MAX = 6000, /* bytes; a plugin may say 8 KiB */
    CHECK_WRITE_MS = 1000,
};

struct check {
    const struct config *config;
    struct station *station;
    struct survey survey;
    enum check_state state;
    enum check_state telling;  /* troubles of this state alone */
    size_t n_devices;          /* that were asked for */
    const struct device *last; /* of them */
    size_t n_troubles;
    struct buf text; /* what is wrong */
    struct buf perfdata;
};

static const char *const check_words[] = {
    [CHECK_OK] = "OK",
    [CHECK_WARNING] = "WARNING",
    [CHECK_CRITICAL] = "CRITICAL",
    [CHECK_UNKNOWN] = "UNKNOWN",
};
static_assert(sizeof check_words / sizeof *check_words == CHECK_COUNT_, "a word for each state");

/* --- what is wrong ---------------------------------------------------------- */

/* What is known to be wrong is worse than what is not known. */
static void check_worsen(struct check *check, enum check_state state)
{
    static const int rank[] = {
        [CHECK_OK] = 0, [CHECK_UNKNOWN] = 1, [CHECK_WARNING] = 2, [CHECK_CRITICAL] = 3
    };

    if (rank[state] > rank[check->state])
        check->state = state;
}

static enum check_state check_state_of(enum severity severity)
{
    return severity == SEVERITY_CRIT ? CHECK_CRITICAL : CHECK_WARNING;
}

static void check_add_trouble(struct check *check, enum check_state state,
                              const struct event *trouble)
{
    struct event_format format = { .fahrenheit = check->config->screen.fahrenheit,
                                   .with_location = survey_has_locations(&check->survey) };

    if (state != check->telling)
        return;
    check_worsen(check, state);
    if (check->n_troubles++ >= CHECK_TROUBLES_MAX)
        return;
    buf_puts(&check->text, check->text.len ? "; " : "");
    event_format(trouble, format, &check->text);
}

/* A device that says nothing: as bad as its rule `stale` says, or unknown. */
static void check_add_silence(struct check *check, const struct device *device)
{
    const struct rule_list *rules = model_rules(station_model(check->station));
    struct event trouble = { .device = device,
                             .text = device->status == STATUS_OFFLINE ? "offline" : "no reading" };
    enum check_state state = CHECK_UNKNOWN;

    for (size_t i = 0; i < device->plan->n; i++)
        if (device->plan->items[i].subject == PLAN_STALE)
            state = check_state_of(rules->rules[device->plan->items[i].rule].severity);
    check_add_trouble(check, state, &trouble);
}

/* Limits are judged by values of now alone. True: a rule has said that it is silent. */
static bool check_add_alerts(struct check *check, const struct device *device, bool is_fresh)
{
    const struct rule_list *rules = model_rules(station_model(check->station));
    bool is_told = false;

    for (size_t i = 0; i < device->n_alerts; i++) {
        const struct alert *alert = &device->alerts[i];
        const struct rule *rule = &rules->rules[alert->rule];
        struct event trouble = {
            .kind = EVENT_ALERT, .device = device, .rule = rule, .value = alert->value
        };

        if (!alert_is_active(alert) || (!is_fresh && rule_watch_has_metric(rule->watch)))
            continue;
        check_add_trouble(check, check_state_of(rule->severity), &trouble);
        is_told |= !rule_watch_has_metric(rule->watch);
    }
    return is_told;
}

static bool check_is_fresh(const struct check *check, const struct device *device, int64_t now_ms)
{
    return device->status != STATUS_OFFLINE && survey_is_fresh(&check->survey, device, now_ms);
}

static void check_judge_device(struct check *check, const struct device *device, int64_t now_ms)
{
    bool is_fresh = check_is_fresh(check, device, now_ms);
    bool is_told = check_add_alerts(check, device, is_fresh);

    if (!is_fresh && !is_told)
        check_add_silence(check, device);
}

static void check_note_device(struct check *check, const struct device *device, int64_t now_ms)
{
    const struct model *model = station_model(check->station);

    check->n_devices++;
    check->last = device;
    if (check_is_fresh(check, device, now_ms) && check->perfdata.len < CHECK_PERFDATA_MAX)
        perfdata_format(device, model_metrics(model), model_rules(model),
                        survey_has_locations(&check->survey), &check->perfdata);
}

static void check_look_through(struct check *check, int64_t now_ms,
                               void (*fn)(struct check *check, const struct device *device,
                                          int64_t now_ms))
{
    const struct device_table *devices = model_devices(station_model(check->station));

    for (size_t i = 0; i < device_table_count(devices); i++)
        if (survey_covers(&check->survey, device_table_get(devices, i)))
            fn(check, device_table_get(devices, i), now_ms);
}

/* --- in words --------------------------------------------------------------- */

static void check_say_link(struct check *check, const struct link_state *link)
{
    if (link->reason[0])
        buf_puts(&check->text, link->reason);
    else
        buf_addf(&check->text, "still connecting to %s", station_feed(check->station)->name);
    check->state = CHECK_UNKNOWN;
}

static void check_say_nobody(struct check *check)
{
    const struct link_state *link = model_link_state(station_model(check->station));

    buf_puts(&check->text, "no device");
    if (check->config->output.filter)
        buf_addf(&check->text, " matches '%s'", check->config->output.filter);
    if (link->warning[0])
        buf_addf(&check->text, "; %s", link->warning);
    check->state = CHECK_UNKNOWN;
}

/* "freezer-01: temperature -18.2 °C, humidity 71.0 %" */
static void check_say_values(struct check *check, const struct device *device)
{
    const struct metric_names *names = model_metrics(station_model(check->station));
    const char *comma = ": ";

    if (survey_has_locations(&check->survey))
        buf_addf(&check->text, "%s/", device->location);
    buf_puts(&check->text, device->id);
    for (size_t i = 0; i < device->n_metrics; i++) {
        const char *name = metric_names_get(names, device->metrics[i].name);

        if (!device->metrics[i].has_value)
            continue;
        buf_addf(&check->text, "%s%s ", comma, name);
        metric_format(&check->text, name, device->metrics[i].value,
                      check->config->screen.fahrenheit);
        comma = ", ";
    }
}

static void check_say_all_is_well(struct check *check)
{
    if (check->n_devices == 1)
        check_say_values(check, check->last);
    else
        buf_addf(&check->text, "%zu devices, all inside their limits", check->n_devices);
}

static void check_judge(struct check *check, int64_t now_ms)
{
    static const enum check_state worst_first[] = { CHECK_CRITICAL, CHECK_WARNING, CHECK_UNKNOWN };
    const struct link_state *link = model_link_state(station_model(check->station));

    if (!link_state_is_up(link)) {
        check_say_link(check, link);
        return;
    }
    check_look_through(check, now_ms, check_note_device);
    for (size_t i = 0; i < sizeof worst_first / sizeof *worst_first; i++) {
        check->telling = worst_first[i];
        check_look_through(check, now_ms, check_judge_device);
    }
    if (!check->n_devices)
        check_say_nobody(check);
    else if (!check->n_troubles)
        check_say_all_is_well(check);
    else if (check->n_troubles > CHECK_TROUBLES_MAX)
        buf_addf(&check->text, "; and %zu more", check->n_troubles - CHECK_TROUBLES_MAX);
}

/* "STATE - text | perfdata", one line. */
static int check_print(enum check_state state, const char *text, const char *perfdata)
{
    struct output output = { .fd = STDOUT_FILENO };
    size_t begin;

    buf_addf(&output.lines, "%s - ", check_words[state]);
    begin = output.lines.len;
    text_clean(&output.lines, text, strlen(text), SIZE_MAX);
    for (char *c = output.lines.data + begin; *c; c++)
        *c = *c == '|' ? '/' : *c;
    buf_addf(&output.lines, "%s%s\n", *perfdata ? " |" : "", perfdata);
    if (output_finish(&output, CHECK_WRITE_MS) == OUTPUT_DONE && !output.n_lost)
        return (int)state;
    /* Without its line a monitoring system knows nothing. */
    log_line("standard output: the line could not be written: %s",
             output.error ? strerror(output.error) : "nobody reads it");
    return CHECK_UNKNOWN;
}

int check_refuse(const char *sentence)
{
    return check_print(CHECK_UNKNOWN, sentence, "");
}

/* --- putting it together ---------------------------------------------------- */

static void check_on_survey(void *data, int64_t now_ms)
{
    struct check *check = data;

    check_judge(check, now_ms);
    station_stop(check->station,
                 check_print(check->state, buf_text(&check->text), buf_text(&check->perfdata)));
}

int check_run(const struct config *config)
{
    struct check check = { .config = config };
    struct feed feed = { 0 };
    struct buf err = { 0 };
    int status;

    if (!feed_init(&feed, config, &err)) {
        status = check_refuse(buf_text(&err));
        buf_finish(&err);
        return status;
    }
    check.station = station_create(config, &feed);
    check.survey.done = check_on_survey;
    check.survey.data = &check;
    survey_init(&check.survey, config, check.station);
    confinement_enter(config, NULL);
    status = station_run(check.station);
    if (!check.survey.is_done)
        status = check_refuse("told to end before there was an answer");
    survey_finish(&check.survey);
    station_destroy(check.station);
    buf_finish(&check.text);
    buf_finish(&check.perfdata);
    return status;
}
