/* SPDX-License-Identifier: MIT */
#include "publisher.h"

#include "core/pubmessage.h"
#include "io/log.h"
#include "startup.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PUBLISHER_STATUS_QOS = 1,
    PUBLISHER_GONE_AFTER = 2,           /* a DHT22 fails now and then: that is no news */
    PUBLISHER_CLOCK_SET_S = 1000000000, /* before that nobody has set the clock */
};

/* --- the link --- */

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
    delivery_pump(&p->delivery, p->link, now_ms);
    if (state.phase == p->phase)
        return;
    p->phase = state.phase;
    if (p->is_talkative)
        publisher_say_phase(p, &state);
}

/* Who subscribes later is to know it, too. */
static struct link_letter publisher_status(const struct publisher *p, const char *word)
{
    return (struct link_letter){
        .topic = p->status_topic, .payload = word, .retain = true, .qos = PUBLISHER_STATUS_QOS
    };
}

static void publisher_connect(struct publisher *p)
{
    static const char *const no_filters[] = { NULL };
    struct link_letter will = publisher_status(p, "offline");
    struct link_letter birth = publisher_status(p, "online");
    struct link_options options;
    struct buf err = { 0 };

    if (!startup_link_options(&p->config->broker, &options, &err)) {
        log_line("%s: %s", p->name, buf_text(&err)); /* tried again with the next reading */
        buf_finish(&err);
        return;
    }
    options.filters = no_filters;
    options.will = &will;
    options.birth = &birth;
    options.client_id = p->client_id;
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
    delivery_rewind(&p->delivery);
}

void publisher_leave(struct publisher *p)
{
    struct link_letter goodbye = publisher_status(p, "offline");

    if (!p->link)
        return;
    loop_remove_fd(p->loop, link_fd(p->link));
    delivery_pump(&p->delivery, p->link, loop_now_ms());
    if (link_publish(p->link, &goodbye) && p->config->publish.debug)
        log_line("%s: saying good-bye, %zu readings on their way", p->name,
                 delivery_count(&p->delivery));
    link_leave(p->link);
}

void publisher_finish(struct publisher *p)
{
    size_t n = delivery_count(&p->delivery);

    link_destroy(p->link);
    if (n && p->phase != LINK_UP) /* else they are on their way */
        log_line("%s: %zu readings were not delivered", p->name, n);
    delivery_finish(&p->delivery);
    source_finish(&p->source);
    free(p->name);
    free(p->client_id);
    free(p->status_topic);
    free(p->sensors_topic);
}

/* --- messages --- */

static void publisher_print(struct publisher *p, const char *payload)
{
    if (printf("%s\n", payload) >= 0 && fflush(stdout) == 0)
        return;
    p->error = errno;
    p->due_ms = INT64_MAX;
}

static void publisher_send(struct publisher *p, int64_t now_ms, const char *payload)
{
    p->n_made++;
    p->last_ms = now_ms;
    if (p->config->publish.print) {
        publisher_print(p, payload);
        return;
    }
    delivery_push(&p->delivery, now_ms, payload);
    delivery_pump(&p->delivery, p->link, now_ms);
}

static void publisher_send_reading(struct publisher *p, int64_t now_ms, struct reading *reading)
{
    struct buf payload = { 0 };

    reading->time_ms = loop_wall_ms();
    reading->has_time = reading->time_ms / 1000 >= PUBLISHER_CLOCK_SET_S;
    pubmessage_format(&payload, p->name, reading, !p->source.sensor);
    publisher_send(p, now_ms, buf_text(&payload));
    p->last = *reading;
    p->has_last = true;
    buf_finish(&payload);
}

static bool publisher_is_heartbeat_due(const struct publisher *p, int64_t now_ms)
{
    return !p->has_last || now_ms - p->last_ms >= p->config->publish.heartbeat_ms;
}

/* Any value is as far as DELTA from the one that was published, or came, or went. */
static bool publisher_is_news(const struct publisher *p, const struct reading *reading)
{
    /* 22.6 - 22.5 is a little less than 0.1 */
    double delta = p->config->publish.on_change - 1e-9;

    if (!p->has_last || reading->n_metrics != p->last.n_metrics)
        return true;
    for (size_t i = 0; i < reading->n_metrics; i++) {
        const struct reading_metric *a = &reading->metrics[i], *b = &p->last.metrics[i];

        if (strcmp(a->name, b->name) != 0 || a->has_value != b->has_value ||
            (a->has_value && fabs(a->value - b->value) >= delta))
            return true;
    }
    return false;
}

/* --- the sensor --- */

static void publisher_say_failure(struct publisher *p, const char *why)
{
    p->n_failures++;
    if (p->config->publish.debug)
        log_line("%s: no reading: %s", p->name, why);
    else if (p->n_failures == (p->has_last ? PUBLISHER_GONE_AFTER : 1))
        log_line("%s: no readings: %s; still trying", p->name, why);
}

static void publisher_say_success(struct publisher *p)
{
    if (p->n_failures >= PUBLISHER_GONE_AFTER)
        log_line("%s: readings again", p->name);
    p->n_failures = 0;
}

static void publisher_measure(struct publisher *p, int64_t now_ms)
{
    struct reading reading;
    struct buf text = { 0 };
    enum source_act act = source_read(&p->source, now_ms - p->start_ms, &reading, &text);

    now_ms = loop_now_ms(); /* a sensor may have taken its time */
    if (act == SOURCE_DEAD)
        publisher_hang_up(p);
    else if (!p->link && !p->config->publish.print)
        publisher_connect(p);
    switch (act) {
    case SOURCE_READING:
        publisher_say_success(p);
        if (!p->config->publish.has_on_change || publisher_is_news(p, &reading) ||
            publisher_is_heartbeat_due(p, now_ms))
            publisher_send_reading(p, now_ms, &reading);
        break;
    case SOURCE_BLANK:
        publisher_say_failure(p, buf_text(&text));
        if (publisher_is_heartbeat_due(p, now_ms))
            publisher_send_reading(p, now_ms, &reading);
        break;
    case SOURCE_GARBAGE: publisher_send(p, now_ms, buf_text(&text)); break;
    case SOURCE_SILENT:
    case SOURCE_DEAD: break;
    }
    buf_finish(&text);
}

/* --- time --- */

/* On a grid, so that a slow sensor does not stretch the interval; what was missed is skipped. */
static int64_t publisher_next_due(struct publisher *p, int64_t now_ms)
{
    const struct config_publish *publish = &p->config->publish;
    int64_t first_ms = p->start_ms + p->delay_ms;
    int64_t n = now_ms >= first_ms ? (now_ms - first_ms) / publish->interval_ms + 1 : 0;
    int64_t due_ms = first_ms + n * publish->interval_ms;

    /* Right after the first one: a fleet's second is due within the first interval. */
    if (due_ms <= now_ms)
        due_ms += publish->interval_ms;
    if (publish->jitter_ms) {
        p->random = p->random * 6364136223846793005u + 1442695040888963407u; /* Knuth */
        due_ms += (int64_t)((p->random >> 33) % (uint64_t)(publish->jitter_ms + 1));
    }
    return due_ms;
}

void publisher_step(struct publisher *p, int64_t now_ms)
{
    const struct config_publish *publish = &p->config->publish;

    publisher_measure(p, now_ms);
    p->due_ms = publisher_next_due(p, loop_now_ms());
    if (p->error || (publish->count && p->n_made >= publish->count))
        p->due_ms = INT64_MAX;
}

bool publisher_is_done(const struct publisher *p)
{
    return p->due_ms == INT64_MAX && delivery_count(&p->delivery) == 0;
}

/* --- life --- */

static char *publisher_topic(const struct publisher *p, const char *kind)
{
    struct buf topic = { 0 };

    buf_addf(&topic, "%s/%s/%s", p->config->publish.location, p->name, kind);
    return buf_detach(&topic);
}

/* The same after a restart: the broker then ends the old connection first and publishes its last
 * will before our birth, instead of after the keepalive has run out. */
static char *publisher_client_id(const struct publisher *p, bool is_many)
{
    const char *id = p->config->broker.client_id;
    struct buf text = { 0 };

    if (!id)
        buf_addf(&text, "sensorpub-%s-%s", p->config->publish.location, p->name);
    else
        buf_addf(&text, is_many ? "%s-%s" : "%s", id, p->name);
    return buf_detach(&text);
}

static void publisher_init_delivery(struct publisher *p)
{
    const struct config *config = p->config;

    delivery_init(&p->delivery, &(struct delivery_options){
                                    .device = p->name,
                                    .topic = p->sensors_topic,
                                    .qos = (int)config->broker.qos,
                                    .retain = config->publish.retain,
                                    .is_talkative = config->publish.debug,
                                    .says_losses = p->is_talkative,
                                    .cap = (size_t)config->publish.buffer,
                                });
}

void publisher_init(struct publisher *p, const struct publisher_options *options)
{
    int64_t now_ms = loop_now_ms();

    *p = (struct publisher){ .config = options->config,
                             .loop = options->loop,
                             .source = *options->take_source,
                             .name = options->take_name,
                             .is_talkative = options->is_talkative,
                             .delay_ms = options->delay_ms,
                             .start_ms = now_ms,
                             .due_ms = now_ms };
    *options->take_source = (struct source){ 0 };
    for (const char *c = p->name; *c; c++)
        p->random = p->random * 31 + (unsigned char)*c;
    p->random += (uint64_t)p->config->publish.seed;
    p->client_id = publisher_client_id(p, options->is_many);
    p->status_topic = publisher_topic(p, "status");
    p->sensors_topic = publisher_topic(p, "sensors");
    publisher_init_delivery(p);
    if (!p->config->publish.print)
        publisher_connect(p);
}
