/* SPDX-License-Identifier: MIT */
#include "core/intake.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* A timestamp this much before the last one is a late reading; more is a clock that was set. */
    INTAKE_LATE_MS = 5 * 60 * 1000,
    /* Readings that arrive in step with their timestamps, give or take, are on time. */
    INTAKE_JITTER_MS = 2000,
    INTAKE_SILENCE_INTERVALS = 4,
    INTAKE_INTERVAL_MAX_MS = 24 * 60 * 60 * 1000,
};

static int64_t intake_stamp(const struct reading *reading)
{
    return reading->has_time ? reading->time_ms : 0;
}

/* Where the i-th metric of the device's reading is expected: a device sends the same ones in the
 * same order, and then no name is looked up. */
static struct metric *intake_guess(const struct intake *intake, const struct device *device,
                                   const struct reading *reading, size_t i)
{
    struct metric *metric = i < device->n_metrics ? &device->metrics[i] : NULL;

    if (metric &&
        strcmp(metric_names_get(intake->names, metric->name), reading->metrics[i].name) == 0)
        return metric;
    return NULL;
}

static const struct metric *intake_find(const struct intake *intake, const struct device *device,
                                        const struct reading *reading, size_t i)
{
    const struct metric *metric = intake_guess(intake, device, reading, i);

    return metric
               ? metric
               : device_metric(device, metric_names_find(intake->names, reading->metrics[i].name));
}

static struct metric *intake_add(struct intake *intake, struct device *device,
                                 const struct reading *reading, size_t i)
{
    struct metric *metric = intake_guess(intake, device, reading, i);
    int name;

    if (metric)
        return metric;
    name = metric_names_intern(intake->names, reading->metrics[i].name);
    intake->is_out_of_names |= name < 0;
    return name < 0 ? NULL : device_add_metric(device, name);
}

static bool intake_is_same(const struct intake *intake, const struct device *device,
                           const struct reading *reading)
{
    for (size_t i = 0; i < reading->n_metrics; i++) {
        const struct reading_metric *sent = &reading->metrics[i];
        const struct metric *have = intake_find(intake, device, reading, i);

        if (!have || have->has_value != sent->has_value)
            return false;
        if (have->has_value && have->value != sent->value)
            return false;
    }
    return true;
}

/* A second one in a row, and not in a burst, comes from a clock that was set back by little. */
static bool intake_is_late(const struct intake *intake, const struct device *device,
                           int64_t stamp_ms)
{
    bool is_in_pace = 2 * (intake->now_ms - device->live_ms) >= device->interval_ms;

    return stamp_ms < device->stamp_ms && device->stamp_ms - stamp_ms <= INTAKE_LATE_MS &&
           !(device->was_late && is_in_pace);
}

static enum intake_verdict intake_judge(const struct intake *intake, const struct device *device,
                                        const struct reading *reading, bool retained)
{
    int64_t stamp_ms = intake_stamp(reading);

    if (retained)
        return !device->live_ms || stamp_ms > device->stamp_ms ? INTAKE_SNAPSHOT : INTAKE_KNOWN;
    if (!stamp_ms || !device->stamp_ms || device->reading_retained)
        return INTAKE_FRESH;
    if (stamp_ms == device->stamp_ms && intake_is_same(intake, device, reading))
        return INTAKE_DUPLICATE;
    return intake_is_late(intake, device, stamp_ms) ? INTAKE_LATE : INTAKE_FRESH;
}

/* Readings kept during an outage come in a burst with their own, older times; a device whose clock
 * is wrong is always off by the same. The skew of readings on time tells one from the other. Where
 * a timestamp goes back, the clock was set: the reading is not as old as that. */
static int64_t intake_time(const struct intake *intake, struct device *device, int64_t stamp_ms)
{
    int64_t skew_ms = intake->now_ms + intake->wall_offset_ms - stamp_ms;
    int64_t step_ms = stamp_ms - device->stamp_ms;
    int64_t arrival_step_ms = intake->now_ms - device->live_ms;
    int64_t off_ms =
        arrival_step_ms > step_ms ? arrival_step_ms - step_ms : step_ms - arrival_step_ms;

    if (!stamp_ms)
        return intake->now_ms;
    if (!device->live_ms || !device->stamp_ms || skew_ms < device->skew_ms || step_ms < 0 ||
        off_ms <= INTAKE_JITTER_MS + step_ms / 2)
        device->skew_ms = skew_ms;
    return intake->now_ms - (skew_ms - device->skew_ms);
}

/* A mean over the last few, by the device's own clock where it has one: bursts do not fool it. A
 * long silence counts only as so many intervals: one outage does not make a slow device of a fast
 * one, and a device that became slow is believed after a few readings. */
static void intake_note_interval(struct device *device, int64_t now_ms, int64_t stamp_ms)
{
    int64_t step_ms =
        stamp_ms && device->stamp_ms ? stamp_ms - device->stamp_ms : now_ms - device->live_ms;
    int64_t interval_ms = device->interval_ms;

    if (!device->live_ms || step_ms <= 0)
        return;
    if (interval_ms && step_ms > INTAKE_SILENCE_INTERVALS * interval_ms)
        step_ms = INTAKE_SILENCE_INTERVALS * interval_ms;
    if (step_ms > INTAKE_INTERVAL_MAX_MS)
        step_ms = INTAKE_INTERVAL_MAX_MS;
    device->interval_ms = (uint32_t)(interval_ms ? (3 * interval_ms + step_ms + 2) / 4 : step_ms);
}

static void intake_note_extremes(struct metric *metric, float value)
{
    if (value < metric->min)
        metric->min = value;
    if (value > metric->max)
        metric->max = value;
}

static void intake_note_sample(const struct intake *intake, struct metric *metric, int64_t at_ms)
{
    intake_note_extremes(metric, history_round(metric->value));
    if (!intake->history_samples)
        return;
    if (!metric->history)
        metric->history = history_create(intake->history_samples);
    history_push(&metric->history, (struct history_sample){ at_ms, metric->value });
}

static void intake_take_values(struct intake *intake, struct device *device,
                               const struct reading *reading, bool live, int64_t at_ms)
{
    intake->n_metrics_ignored += reading->n_metrics_ignored;
    for (size_t i = 0; i < reading->n_metrics; i++) {
        const struct reading_metric *sent = &reading->metrics[i];
        struct metric *metric = intake_add(intake, device, reading, i);

        intake->places[i] = metric ? (int8_t)(metric - device->metrics) : -1;
        if (!metric) {
            intake->n_metrics_ignored++;
            continue;
        }
        metric->has_value = sent->has_value;
        metric->value = sent->value;
        if (live && sent->has_value)
            intake_note_sample(intake, metric, at_ms);
    }
    device->stamp_ms = intake_stamp(reading);
    device->has_reading = true;
    device->reading_retained = !live;
}

static void intake_take_snapshot(struct intake *intake, struct device *device,
                                 const struct reading *reading, int64_t *at_ms)
{
    int64_t made_ms = intake_stamp(reading) - intake->wall_offset_ms;

    device->age_known = reading->has_time;
    device->reading_ms = reading->has_time && made_ms < intake->now_ms ? made_ms : intake->now_ms;
    intake_take_values(intake, device, reading, false, device->reading_ms);
    *at_ms = device->reading_ms;
}

static void intake_take_live(struct intake *intake, struct device *device,
                             const struct reading *reading, int64_t *at_ms)
{
    int64_t stamp_ms = intake_stamp(reading);

    *at_ms = intake_time(intake, device, stamp_ms);
    intake_note_interval(device, intake->now_ms, stamp_ms);
    intake_take_values(intake, device, reading, true, *at_ms);
}

enum intake_verdict intake_apply(struct intake *intake, struct device *device,
                                 const struct reading *reading, bool retained, int64_t *at_ms)
{
    enum intake_verdict verdict = intake_judge(intake, device, reading, retained);

    *at_ms = intake->now_ms;
    if (verdict == INTAKE_KNOWN)
        return verdict;
    if (verdict == INTAKE_SNAPSHOT) {
        intake_take_snapshot(intake, device, reading, at_ms);
        return verdict;
    }
    device->n_duplicates += verdict == INTAKE_DUPLICATE;
    device->n_late += verdict == INTAKE_LATE;
    device->was_late = verdict == INTAKE_LATE;
    device->n_readings += verdict == INTAKE_FRESH;
    if (verdict == INTAKE_FRESH)
        intake_take_live(intake, device, reading, at_ms);
    device->live_ms = intake->now_ms;
    device->reading_ms = intake->now_ms;
    device->age_known = true;
    return verdict;
}

void intake_restore(struct metric *metric, const struct history_sample *samples, size_t n,
                    size_t cap)
{
    struct history *live = metric->history, *whole = history_create(cap);
    size_t n_live = live ? history_count(live) : 0;
    int64_t end_ms = n_live ? history_get(live, 0).at_ms : INT64_MAX;

    for (size_t i = 0; i < n && samples[i].at_ms < end_ms; i++) {
        intake_note_extremes(metric, history_round(samples[i].value));
        history_push(&whole, samples[i]);
    }
    for (size_t i = 0; i < n_live; i++)
        history_push(&whole, history_get(live, i));
    free(live);
    metric->history = whole;
}

void intake_clear(struct device *device)
{
    for (size_t i = 0; i < device->n_metrics; i++)
        device->metrics[i].has_value = false;
    device->has_reading = false;
    device->age_known = false;
    device->reading_retained = false;
    device->stamp_ms = 0;
}
