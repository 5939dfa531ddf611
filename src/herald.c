/* SPDX-License-Identifier: MIT */
#include "herald.h"

#include "core/bulletin.h"
#include "core/mem.h"
#include "core/model-recall.h"
#include "io/link.h"

#include <stdlib.h>
#include <string.h>

enum { HERALD_QOS = 1 };

struct herald {
    struct station *station;
    struct model *model;
    const char *topic; /* a pattern */
    struct event_format format;
    struct bulletin_queue queue;
    uint32_t session;        /* of the link, that was told of all */
    uint64_t n_effects_lost; /* the same */
    uint64_t settings;       /* version of the configuration by which was looked for what lapsed */
    size_t lapsed_at;        /* so far */
};

/* An empty payload clears what the broker keeps. False: not now. */
static bool herald_send(struct herald *herald, const char *location, const char *device,
                        const char *payload)
{
    struct buf topic = { 0 };
    bool ok = true;

    if (bulletin_format_topic(herald->topic, location, device, &topic)) {
        struct link_letter letter = {
            .topic = buf_text(&topic), .payload = payload, .retain = true, .qos = HERALD_QOS
        };

        ok = station_publish(herald->station, &letter);
    }
    buf_finish(&topic);
    return ok;
}

static bool herald_send_device(struct herald *herald, uint32_t index)
{
    const struct device *device = device_table_get(model_devices(herald->model), index);
    struct notice notice = { NULL, model_wall_ms(herald->model, 0), herald->format };
    int64_t now_ms = station_now_ms(herald->station, loop_now_ms());
    struct buf payload = { 0 };
    bool ok;

    bulletin_format(device, model_rules(herald->model), now_ms, &notice, &payload);
    ok = herald_send(herald, device->location, device->id, buf_text(&payload));
    buf_finish(&payload);
    return ok;
}

/* Of devices that are not there, and whose alerts nobody watches for any more. */
static void herald_clear_lapsed(struct herald *herald)
{
    size_t at = herald->lapsed_at;
    const struct recall_entry *lapsed;

    while ((lapsed = model_next_lapsed(herald->model, &at)) &&
           herald_send(herald, lapsed->location, lapsed->devices, "")) {
        model_drop_lapsed(herald->model, lapsed);
        herald->lapsed_at = at;
    }
    if (!lapsed)
        herald->lapsed_at = at;
}

static void herald_send_all(struct herald *herald)
{
    uint32_t device;

    while (bulletin_queue_first(&herald->queue, &device) && herald_send_device(herald, device))
        bulletin_queue_drop(&herald->queue);
}

/* A broker that was restarted may have forgotten; what we did not hear of in time is looked up. */
static void herald_queue_all(struct herald *herald)
{
    const struct device_table *table = model_devices(herald->model);

    for (size_t i = 0; i < device_table_count(table); i++)
        if (device_table_get(table, i)->worst != SEVERITY_NONE)
            bulletin_queue_add(&herald->queue, (uint32_t)i);
}

static void herald_effect(void *data, int64_t now_ms, const struct effect *effect)
{
    struct herald *herald = data;

    (void)now_ms;
    if (effect->kind != EFFECT_BELL)
        bulletin_queue_add(&herald->queue, effect->device->index);
}

static void herald_tick(void *data, int64_t now_ms)
{
    struct herald *herald = data;
    const struct link_state *link = model_link_state(herald->model);
    uint64_t n_lost = model_counts(herald->model)->effects_lost;
    uint64_t settings = model_settings_version(herald->model);

    (void)now_ms;
    if (!link_state_is_up(link))
        return;
    if (link->session != herald->session || n_lost != herald->n_effects_lost)
        herald_queue_all(herald);
    if (link->session != herald->session || settings != herald->settings)
        herald->lapsed_at = 0;
    herald->settings = settings;
    herald->session = link->session;
    herald->n_effects_lost = n_lost;
    herald_clear_lapsed(herald);
    herald_send_all(herald);
}

static int64_t herald_idle(void *data, int64_t loop_ms)
{
    struct herald *herald = data;

    (void)loop_ms;
    if (herald->queue.n && link_state_is_up(model_link_state(herald->model)))
        herald_send_all(herald);
    return INT64_MAX; /* what is left waits for the tick, or for the link to say that it is rid of
                         some */
}

static const struct listener herald_listener = { .effect = herald_effect,
                                                 .tick = herald_tick,
                                                 .idle = herald_idle };

struct herald *herald_create(struct station *station, const struct config *config)
{
    struct herald *herald = mem_zero(1, sizeof *herald);

    herald->station = station;
    herald->model = station_model(station);
    herald->topic = config->tell.publish_topic;
    herald->format.fahrenheit = config->screen.fahrenheit;
    herald->format.with_location = config_has_locations(&config->watch);
    station_listen(station, &herald_listener, herald);
    return herald;
}

void herald_destroy(struct herald *herald)
{
    if (!herald)
        return;
    bulletin_queue_finish(&herald->queue);
    free(herald);
}
