/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include "core/mem.h"
#include "io/recorder.h"

#include <stdlib.h>

struct keeper {
    struct model *model; /* the station's */
    struct recorder *recorder;
};

static void keeper_message(void *data, int64_t at_ms, const struct message *message)
{
    struct keeper *keeper = data;

    recorder_take(keeper->recorder, model_wall_ms(keeper->model, at_ms), message);
}

static void keeper_tick(void *data, int64_t now_ms)
{
    struct keeper *keeper = data;
    struct buf news = { 0 };

    if (recorder_tick(keeper->recorder, now_ms, &news))
        model_note(keeper->model, now_ms, SEVERITY_WARN, news.data);
    buf_finish(&news);
}

static const struct listener keeper_listener = { .message = keeper_message, .tick = keeper_tick };

bool keeper_create(const struct config *config, struct station *station, struct keeper **out,
                   struct buf *err)
{
    struct recorder_options options = { .path = config->tape.record,
                                        .bytes_max = config->tape.record_bytes_max,
                                        .keep = (int)config->tape.record_keep };
    struct recorder *recorder;

    *out = NULL;
    if (!options.path)
        return true;
    recorder = recorder_create(&options, err);
    if (!recorder)
        return false;
    *out = mem_zero(1, sizeof **out);
    (*out)->model = station_model(station);
    (*out)->recorder = recorder;
    station_listen(station, &keeper_listener, *out);
    return true;
}

void keeper_destroy(struct keeper *keeper)
{
    if (!keeper)
        return;
    recorder_destroy(keeper->recorder);
    free(keeper);
}
