/* SPDX-License-Identifier: MIT */
#include "orders.h"

#include "io/link.h"

static void orders_about_alerts(struct model *model, const struct app *app, unsigned reactions,
                                int64_t now_ms)
{
    const struct device *device = app_selected(app);
    const struct app_order *order = app_order(app);

    if (reactions & APP_ACK && device)
        model_ack(model, now_ms, device->index);
    if (reactions & APP_ACK_ALL)
        model_ack_all(model, now_ms);
    if (reactions & APP_SNOOZE && device)
        model_snooze(model, now_ms, device->index, now_ms + order->for_ms);
    if (reactions & APP_MAINTAIN)
        model_maintain(model, now_ms, order->devices, now_ms + order->for_ms);
}

/* An empty retained message takes the place of what is stored, and is not stored itself. */
static bool orders_clear_topic(struct station *station, const struct device *device,
                               enum topic_kind kind)
{
    struct link_letter letter = { .payload = "", .retain = true, .qos = 1 };
    struct buf topic = { 0 };
    bool ok;

    topic_format(&topic, device->location, device->id, kind);
    letter.topic = topic.data;
    ok = station_publish(station, &letter);
    buf_finish(&topic);
    return ok;
}

static void orders_clear(struct station *station, const struct device *device, int64_t now_ms)
{
    for (int kind = 0; kind < TOPIC_KIND_COUNT_; kind++)
        if (!orders_clear_topic(station, device, (enum topic_kind)kind)) {
            model_note(station_model(station), now_ms, SEVERITY_WARN,
                       "not cleared: the broker takes no messages now");
            return;
        }
}

void orders_carry_out(struct station *station, const struct app *app, unsigned reactions,
                      int64_t now_ms)
{
    struct model *model = station_model(station);

    orders_about_alerts(model, app, reactions, now_ms);
    if (reactions & APP_FORGET)
        model_forget(model, now_ms, app_asked(app)->index);
    if (reactions & APP_CLEAR)
        orders_clear(station, app_asked(app), now_ms);
}
