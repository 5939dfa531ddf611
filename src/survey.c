/* SPDX-License-Identifier: MIT */
#include "survey.h"

#include "core/stale.h"

enum {
    /* Nothing says where the stored messages end (snapshot.h); at the start they come in one go. */
    SURVEY_QUIET_MS = 400,
    SURVEY_LOOK_MS = 100, /* devices are looked through so often */
};

bool survey_has_locations(struct survey *survey)
{
    return device_locations_look(&survey->locations,
                                 model_devices(station_model(survey->station))) ||
           config_has_locations(&survey->config->watch);
}

bool survey_covers(struct survey *survey, const struct device *device)
{
    struct view_context context = { .model = station_model(survey->station),
                                    .fahrenheit = survey->config->screen.fahrenheit,
                                    .with_location = survey_has_locations(survey) };

    return filter_matches(&survey->filter, &context, device);
}

bool survey_is_fresh(const struct survey *survey, const struct device *device, int64_t now_ms)
{
    int64_t limit_ms = stale_limit_ms(device, survey->config->watch.stale_after_ms);

    if (device->live_ms)
        return true;
    return device->has_reading && device->age_known && now_ms - device->reading_ms <= limit_ms;
}

/* A table shows also what is old; a check must know how it is now. */
static bool survey_awaits(struct survey *survey, const struct device *device, int64_t now_ms)
{
    if (device->status == STATUS_OFFLINE || !survey_covers(survey, device))
        return false;
    if (survey->config->output.check)
        return !survey_is_fresh(survey, device, now_ms);
    return !device->has_reading;
}

static bool survey_is_complete(struct survey *survey, int64_t now_ms)
{
    const struct device_table *devices = model_devices(station_model(survey->station));

    for (size_t i = 0; i < device_table_count(devices); i++)
        if (survey_awaits(survey, device_table_get(devices, i), now_ms))
            return false;
    return true;
}

static void survey_end(struct survey *survey, int64_t now_ms)
{
    if (survey->is_done)
        return;
    survey->is_done = true;
    survey->done(survey->data, now_ms);
}

static void survey_message(void *data, int64_t at_ms, const struct message *message)
{
    struct survey *survey = data;

    (void)at_ms;
    if (message->retained && survey->quiet_ms)
        survey->quiet_ms = loop_now_ms();
}

static void survey_over(void *data, int64_t now_ms)
{
    survey_end(data, now_ms);
}

static void survey_look_at_link(struct survey *survey, int64_t loop_ms)
{
    const struct link_state *link = model_link_state(station_model(survey->station));

    if (!link_state_is_up(link) || link->phase == LINK_OFF)
        survey->quiet_ms = 0;
    else if (!survey->quiet_ms)
        survey->quiet_ms = loop_ms;
}

static int64_t survey_idle(void *data, int64_t loop_ms)
{
    struct survey *survey = data;
    int64_t now_ms = station_now_ms(survey->station, loop_ms), due_ms;
    bool is_quiet;

    if (survey->is_done)
        return INT64_MAX;
    if (!survey->end_ms)
        survey->end_ms = loop_ms + survey->config->output.timeout_ms;
    survey_look_at_link(survey, loop_ms);
    due_ms = survey->quiet_ms + SURVEY_QUIET_MS;
    is_quiet = survey->quiet_ms && loop_ms >= due_ms;
    if (loop_ms >= survey->end_ms || (is_quiet && survey_is_complete(survey, now_ms))) {
        survey_end(survey, now_ms);
        return INT64_MAX;
    }
    if (is_quiet)
        due_ms = loop_ms + SURVEY_LOOK_MS;
    return survey->quiet_ms && due_ms < survey->end_ms ? due_ms : survey->end_ms;
}

static const struct listener survey_listener = { .message = survey_message,
                                                 .over = survey_over,
                                                 .idle = survey_idle };

void survey_init(struct survey *survey, const struct config *config, struct station *station)
{
    survey->station = station;
    survey->config = config;
    if (config->output.filter)
        filter_set(&survey->filter, config->output.filter);
    station_listen(station, &survey_listener, survey);
}

void survey_finish(struct survey *survey)
{
    filter_finish(&survey->filter);
}
