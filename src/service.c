/* SPDX-License-Identifier: MIT */
#include "service.h"

#include "core/text.h"

#include <inttypes.h>
#include <string.h>

/* "mqtt.local:1883: connected, 12 devices, 1 offline, 1 stale, 2 in alert" */
static void service_format_status(struct station *station, struct buf *out)
{
    const struct model *model = station_model(station);
    const struct link_state *link = model_link_state(model);
    const struct tally *tally = &model_counts(model)->devices;
    size_t n_devices = device_table_count(model_devices(model));
    uint32_t n_alerts = tally->crit + tally->warn;
    struct buf line = { 0 };

    buf_addf(&line, "%s: ", station_feed(station)->name);
    if (link_state_is_up(link))
        buf_puts(&line, link->warning[0] ? link->warning : "connected");
    else
        buf_puts(&line, link->reason[0] ? link->reason : "connecting");
    buf_addf(&line, ", %zu device%s", n_devices, n_devices == 1 ? "" : "s");
    if (tally->offline)
        buf_addf(&line, ", %" PRIu32 " offline", tally->offline);
    if (tally->stale)
        buf_addf(&line, ", %" PRIu32 " stale", tally->stale);
    if (n_alerts)
        buf_addf(&line, ", %" PRIu32 " in alert", n_alerts);
    text_clean(out, line.data, line.len, SIZE_MAX);
    buf_finish(&line);
}

static void service_say_status(struct service *service)
{
    struct buf line = { 0 };

    buf_puts(&line, "STATUS=");
    service_format_status(service->station, &line);
    if (strcmp(line.data, buf_text(&service->said)) != 0) {
        notify_send(&service->notify, line.data);
        buf_clear(&service->said);
        buf_puts(&service->said, line.data);
    }
    buf_finish(&line);
}

/* Once a second is oftener than any watchdog asks for. */
static void service_tick(void *data, int64_t now_ms)
{
    struct service *service = data;

    (void)now_ms;
    if (service->notify.watchdog_ms)
        notify_send(&service->notify, "WATCHDOG=1");
    service_say_status(service);
}

static const struct listener service_listener = { .tick = service_tick };

void service_init(struct service *service, struct station *station)
{
    *service = (struct service){ .station = station };
    notify_init(&service->notify);
    if (!service->notify.send)
        return;
    station_listen(station, &service_listener, service);
    /* Nothing to wait for: the broker may come when it likes. */
    notify_send(&service->notify, "READY=1");
}

void service_finish(struct service *service)
{
    notify_send(&service->notify, "STOPPING=1");
    notify_finish(&service->notify);
    buf_finish(&service->said);
}
