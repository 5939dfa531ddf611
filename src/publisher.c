/* SPDX-License-Identifier: MIT */
#include "publisher.h"

#include "core/metric.h"
#include "core/number.h"
#include "core/text.h"
#include "io/link.h"
#include "io/log.h"
#include "startup.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { PUBLISHER_QOS = 1 };

static void publisher_format_reading(const struct publisher *p, struct buf *out)
{
    buf_puts(out, "{\"device_id\":");
    text_quote_json(out, p->name, strlen(p->name));
    buf_puts(out, ",\"temperature_c\":");
    number_format(out, p->sim.temperature_c, 1);
    buf_puts(out, ",\"temperature_f\":");
    number_format(out, metric_to_fahrenheit(p->sim.temperature_c), 1);
    buf_puts(out, ",\"humidity\":");
    number_format(out, p->sim.humidity, 1);
    buf_puts(out, ",\"timestamp\":");
    number_format(out, (double)loop_wall_ms() / 1000, 3);
    buf_puts(out, "}");
}

static void publisher_say_phase(const struct publisher *p, const struct link_state *state)
{
    if (state->phase == LINK_UP)
        log_line("%s: connected, publishing to %s", p->name, p->sensors_topic);
    else if (state->phase == LINK_WAITING)
        log_line("%s: %s", p->name, state->reason);
}

static void publisher_on_link(void *data, int64_t now_ms, short revents)
{
    struct publisher *p = data;
    struct link_state state;

    (void)revents;
    link_get_state(p->link, &state);
    if (state.phase == p->phase)
        return;
    p->phase = state.phase;
    if (p->is_talkative)
        publisher_say_phase(p, &state);
    if (state.phase == LINK_UP)
        p->due_ms = now_ms; /* the first reading at once */
}

static void publisher_connect(struct publisher *p)
{
    static const char *const no_filters[] = { NULL };
    struct link_options options;
    struct buf err = { 0 };
    struct link_letter will = {
        .topic = p->status_topic, .payload = "offline", .retain = true, .qos = PUBLISHER_QOS
    };
    struct link_letter birth = will;

    birth.payload = "online";
    if (!startup_link_options(&p->config->broker, &options, &err)) {
        log_line("%s: %s", p->name, buf_text(&err)); /* tried again with the next reading */
        buf_finish(&err);
        return;
    }
    options.filters = no_filters;
    options.will = &will;
    options.birth = &birth;
    options.id_prefix = "sensorpub";
    p->phase = LINK_OFF;
    p->link = link_create(&options);
    loop_add_fd(p->loop, link_fd(p->link), POLLIN, publisher_on_link, p);
}

static void publisher_hang_up(struct publisher *p)
{
    if (!p->link)
        return;
    loop_remove_fd(p->loop, link_fd(p->link));
    link_abandon(p->link);
    p->link = NULL;
}

void publisher_leave(struct publisher *p)
{
    struct link_letter goodbye = {
        .topic = p->status_topic, .payload = "offline", .retain = true, .qos = PUBLISHER_QOS
    };

    if (!p->link)
        return;
    loop_remove_fd(p->loop, link_fd(p->link));
    link_publish(p->link, &goodbye);
}

void publisher_finish(struct publisher *p)
{
    link_destroy(p->link);
    free(p->name);
    free(p->status_topic);
    free(p->sensors_topic);
}

static void publisher_publish(struct publisher *p)
{
    struct buf payload = { 0 };
    struct link_letter letter = { .topic = p->sensors_topic, .qos = PUBLISHER_QOS };

    publisher_format_reading(p, &payload);
    letter.payload = buf_text(&payload);
    link_publish(p->link, &letter);
    buf_finish(&payload);
}

void publisher_step(struct publisher *p, int64_t now_ms)
{
    enum sim_act act = sim_step(&p->sim, now_ms - p->start_ms);

    if (act == SIM_HANG_UP)
        publisher_hang_up(p);
    else if (!p->link)
        publisher_connect(p);
    if (act == SIM_PUBLISH && p->phase == LINK_UP)
        publisher_publish(p);
    p->due_ms = now_ms + p->config->publish.interval_ms;
}

static char *publisher_topic(const struct publisher *p, const char *kind)
{
    struct buf topic = { 0 };

    buf_addf(&topic, "%s/%s/%s", p->config->publish.location, p->name, kind);
    return buf_detach(&topic);
}

void publisher_init(struct publisher *p, const struct config *config, struct loop *loop,
                    char *take_name, const struct sim *sim)
{
    int64_t now_ms = loop_now_ms();

    *p = (struct publisher){ .config = config,
                             .loop = loop,
                             .sim = *sim,
                             .name = take_name,
                             .start_ms = now_ms,
                             .due_ms = now_ms };
    p->status_topic = publisher_topic(p, "status");
    p->sensors_topic = publisher_topic(p, "sensors");
    publisher_connect(p);
}
