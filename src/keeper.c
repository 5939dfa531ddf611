/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include "core/mem.h"
#include "io/history-db.h"
#include "io/log.h"
#include "io/recorder.h"

#include <stdlib.h>
#include <string.h>

enum { KEEPER_SAME_MS = 200 }; /* a sample in the model is known to a tenth of a second */

struct keeper {
    struct model *model;        /* the station's */
    struct recorder *recorder;  /* or NULL */
    struct history_db *history; /* or NULL */
    size_t history_samples;     /* of a metric, to be restored */
    size_t n_restored;          /* by the device's index */
    bool *is_restored;
    const struct device *device; /* being restored */
};

/* --- the history ------------------------------------------------------------ */

static void keeper_restore_metric(void *data, const char *metric,
                                  const struct history_sample *samples, size_t n)
{
    struct keeper *keeper = data;
    int64_t offset_ms = model_wall_ms(keeper->model, 0);
    struct history_sample *own = mem_zero(n, sizeof *own);

    for (size_t i = 0; i < n; i++)
        own[i] = (struct history_sample){ samples[i].at_ms - offset_ms, samples[i].value };
    model_restore(keeper->model, keeper->device->index, metric, own, n);
    free(own);
}

/* When a device is first heard of: who never speaks again costs nothing. */
static void keeper_restore(struct keeper *keeper, const struct device *device)
{
    if (device->index >= keeper->n_restored) {
        size_t n = 2 * (size_t)device->index + 1;

        keeper->is_restored = mem_resize(keeper->is_restored, n, sizeof *keeper->is_restored);
        memset(keeper->is_restored + keeper->n_restored, 0, n - keeper->n_restored);
        keeper->n_restored = n;
    }
    if (keeper->is_restored[device->index])
        return;
    keeper->is_restored[device->index] = true;
    keeper->device = device;
    history_db_restore(keeper->history, device, keeper->history_samples, keeper_restore_metric,
                       keeper);
}

/* A reading that came late is in no history, of the model neither. */
static bool keeper_is_newest(const struct metric *metric, int64_t at_ms)
{
    size_t n = metric->history ? history_count(metric->history) : 0;
    int64_t off_ms = n ? history_get(metric->history, n - 1).at_ms - at_ms : INT64_MIN;

    return off_ms > -KEEPER_SAME_MS && off_ms < KEEPER_SAME_MS;
}

static void keeper_keep_reading(struct keeper *keeper, const struct applied *applied,
                                int64_t now_ms)
{
    const struct metric_names *names = model_metrics(keeper->model);
    int64_t at_ms = now_ms - (int64_t)applied->device->lag_ms;

    for (size_t i = 0; i < applied->reading->n_metrics; i++) {
        const struct reading_metric *sent = &applied->reading->metrics[i];
        int name = metric_names_find(names, sent->name);
        const struct metric *metric = name < 0 ? NULL : device_metric(applied->device, name);
        struct history_sample sample = { model_wall_ms(keeper->model, at_ms), sent->value };

        if (sent->has_value && metric && keeper_is_newest(metric, at_ms))
            history_db_add(keeper->history, applied->device, metric_names_get(names, name), sample);
    }
}

static void keeper_hear_reading(struct keeper *keeper, int64_t now_ms)
{
    const struct applied *applied = model_applied(keeper->model);

    if (applied->kind == APPLIED_NOTHING)
        return;
    keeper_restore(keeper, applied->device);
    if (applied->kind == APPLIED_READING && !applied->retained)
        keeper_keep_reading(keeper, applied, now_ms);
}

/* --- listening -------------------------------------------------------------- */

static void keeper_message(void *data, int64_t at_ms, const struct message *message)
{
    struct keeper *keeper = data;

    if (keeper->recorder)
        recorder_take(keeper->recorder, model_wall_ms(keeper->model, at_ms), message);
    if (keeper->history)
        keeper_hear_reading(keeper, at_ms);
}

static void keeper_tick(void *data, int64_t now_ms)
{
    struct keeper *keeper = data;
    struct buf news = { 0 };

    if (keeper->recorder && recorder_tick(keeper->recorder, now_ms, &news))
        model_note(keeper->model, now_ms, SEVERITY_WARN, news.data);
    buf_clear(&news);
    if (keeper->history)
        history_db_tick(keeper->history, model_wall_ms(keeper->model, now_ms));
    if (keeper->history && history_db_news(keeper->history, &news))
        model_note(keeper->model, now_ms, SEVERITY_WARN, news.data);
    buf_finish(&news);
}

static const struct listener keeper_listener = { .message = keeper_message, .tick = keeper_tick };

/* --- the whole -------------------------------------------------------------- */

static bool keeper_open(struct keeper *keeper, const struct config *config, struct buf *err)
{
    const struct config_tape *tape = &config->tape;
    struct recorder_options record = { .path = tape->record,
                                       .bytes_max = tape->record_bytes_max,
                                       .keep = (int)tape->record_keep };
    struct history_db_options history = { .path = tape->history_db,
                                          .keep_ms = tape->history_keep_ms,
                                          .bytes_max = tape->history_bytes_max,
                                          .never_waits = config_has_screen(&config->output) };

    if (record.path)
        keeper->recorder = recorder_create(&record, err);
    if (record.path && !keeper->recorder)
        return false;
    if (history.path)
        keeper->history = history_db_open(&history, loop_wall_ms(), err);
    return keeper->history || !history.path;
}

bool keeper_create(const struct config *config, struct station *station, struct keeper **out,
                   struct buf *err)
{
    struct keeper *keeper;

    *out = NULL;
    if (!config->tape.record && !config->tape.history_db)
        return true;
    keeper = mem_zero(1, sizeof *keeper);
    keeper->model = station_model(station);
    keeper->history_samples = (size_t)config->watch.history_samples;
    if (!keeper_open(keeper, config, err)) {
        keeper_destroy(keeper);
        return false;
    }
    station_listen(station, &keeper_listener, keeper);
    *out = keeper;
    return true;
}

/* Too late for an event. */
static void keeper_finish_history(struct keeper *keeper)
{
    struct buf news = { 0 };

    history_db_finish(keeper->history);
    if (history_db_news(keeper->history, &news))
        log_line("--history-db: %s", news.data);
    history_db_close(keeper->history);
    buf_finish(&news);
}

void keeper_destroy(struct keeper *keeper)
{
    if (!keeper)
        return;
    recorder_destroy(keeper->recorder);
    if (keeper->history)
        keeper_finish_history(keeper);
    free(keeper->is_restored);
    free(keeper);
}
