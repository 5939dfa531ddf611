/* SPDX-License-Identifier: MIT */
#include "station.h"

#include "core/mem.h"
#include "core/rule-set.h"
#include "startup.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

enum {
    STATION_TICK_MS = 1000,
    STATION_SLEPT_MS = 2000, /* a tick as late as that: we did not run */
    /* Taking messages gives way to everything else this often, whatever the flood. */
    STATION_BATCH_MS = 5,
    /* Taken between two looks at the clock; of each message its own bytes, and so many for itself.
     */
    STATION_BATCH_BYTES = 64 * 1024,
    STATION_MESSAGE_BYTES = 1024,
};

struct station {
    struct loop *loop;
    struct model *model;
    struct feed feed;
    struct audience audience;
    bool has_messages; /* the feed says so, or the last batch did not empty it */
    bool is_held;
    bool is_watched; /* the feed's descriptor, by the loop */
    bool was_over;
    bool readonly;
    uint64_t n_told; /* events */
    int64_t tick_ms; /* the next one, by the model's time */
    int status;
};

static struct model_options station_model_options(const struct config_watch *watch)
{
    return (struct model_options){
        .max_devices = (size_t)watch->max_devices,
        .history_samples = (size_t)watch->history_samples,
        .payload_bytes_max = (size_t)watch->payload_bytes_max,
        .stale_after_ms = watch->stale_after_ms,
        .bell_repeat_ms = watch->bell_repeat_ms,
        .alert_on_retained = watch->alert_on_retained,
        .take_devices =
            watch->n_devices ? device_set_create(watch->devices, watch->n_devices) : NULL,
    };
}

static struct model *station_create_model(const struct config *config)
{
    struct model_options options = station_model_options(&config->watch);
    struct rule_list rules = { 0 };

    if (getrandom(&options.seed, sizeof options.seed, 0) != sizeof options.seed)
        options.seed = (uint64_t)loop_now_ms() * (uint64_t)getpid();
    rule_set_make(config, &rules);
    return model_create(&options, &rules);
}

void station_renew(struct station *station, int64_t now_ms, const struct config *config)
{
    struct model_options options = station_model_options(&config->watch);
    struct rule_list rules = { 0 };

    rule_set_make(config, &rules);
    model_renew(station->model, now_ms, &options, &rules);
}

/* --- what the audience hears ------------------------------------------------ */

/* What is new in the log; that it forgets some of it between two calls would take a flood. */
static void station_tell_events(struct station *station)
{
    const struct event_log *log = model_events(station->model);
    uint64_t n_new = event_log_total(log) - station->n_told;
    size_t n = n_new < event_log_count(log) ? (size_t)n_new : event_log_count(log);

    station->n_told += n_new;
    while (n)
        audience_hear_event(&station->audience, event_log_get(log, --n));
}

static void station_tell_effects(struct station *station, int64_t now_ms)
{
    struct effect effect;

    while (model_take_effect(station->model, &effect))
        audience_hear_effect(&station->audience, now_ms, &effect);
}

/* --- time ------------------------------------------------------------------- */

int64_t station_now_ms(const struct station *station, int64_t loop_ms)
{
    return feed_now_ms(&station->feed, loop_ms);
}

static void station_look_at_link(struct station *station, int64_t now_ms)
{
    struct link_state state;

    if (!station->feed.ops->get_state)
        return;
    station->feed.ops->get_state(station->feed.data, &state);
    model_link(station->model, now_ms, &state);
}

static int64_t station_offset_ms(const struct station *station)
{
    const struct feed *feed = &station->feed;

    if (feed_is_live(feed))
        return loop_wall_ms() - loop_now_ms();
    return feed->ops->offset_ms ? feed->ops->offset_ms(feed->data) : 0;
}

static void station_tell_news(struct station *station, int64_t now_ms)
{
    enum severity severity;
    struct buf news = { 0 };

    while ((severity = feed_news(&station->feed, &news)) != SEVERITY_NONE) {
        model_note(station->model, now_ms, severity, news.data);
        buf_clear(&news);
    }
    buf_finish(&news);
}

static void station_tick(struct station *station, int64_t now_ms)
{
    int64_t offset_ms = station_offset_ms(station);

    /* Anew each time: the wall clock may have been set. The tick falls on its full second. */
    model_set_wall(station->model, offset_ms);
    /* A name look-up that hangs wakes nobody. */
    station_look_at_link(station, now_ms);
    if (station->tick_ms && now_ms - station->tick_ms > STATION_SLEPT_MS)
        model_slept(station->model, now_ms, now_ms - station->tick_ms);
    model_tick(station->model, now_ms);
    station_tell_news(station, now_ms);
    station_tell_events(station);
    station_tell_effects(station, now_ms);
    audience_tick(&station->audience, now_ms);
    station->tick_ms = now_ms + STATION_TICK_MS - (now_ms + offset_ms) % STATION_TICK_MS;
}

/* Every second of a recording until then, however fast it runs; live the present one. */
static void station_catch_up(struct station *station, int64_t now_ms)
{
    while (!feed_is_live(&station->feed) && station->tick_ms && station->tick_ms < now_ms)
        station_tick(station, station->tick_ms);
    if (now_ms >= station->tick_ms)
        station_tick(station, now_ms);
}

/* --- messages --------------------------------------------------------------- */

static void station_apply(struct station *station, int64_t at_ms, const struct message *message)
{
    if (!feed_is_live(&station->feed)) {
        station_catch_up(station, at_ms);
        model_set_wall(station->model, station_offset_ms(station));
    }
    model_apply(station->model, at_ms, message);
    audience_hear_message(&station->audience, at_ms, message);
    station_tell_events(station);
}

static void station_take(struct station *station, int64_t loop_ms)
{
    int64_t now_ms = station_now_ms(station, loop_ms);
    struct message message;
    size_t n_bytes = 0;
    int64_t at_ms;

    station->has_messages = true;
    while (station->feed.ops->take(station->feed.data, now_ms, &message, &at_ms)) {
        station_apply(station, at_ms, &message);
        n_bytes += STATION_MESSAGE_BYTES + message.topic_len + message.payload_len;
        if (n_bytes < STATION_BATCH_BYTES)
            continue;
        n_bytes = 0;
        if (loop_now_ms() - loop_ms >= STATION_BATCH_MS)
            return;
    }
    station->has_messages = false;
}

/* Taken when what else happened was seen to, a key above all: one batch each turn of the loop. */
static void station_on_feed(void *data, int64_t loop_ms, short revents)
{
    struct station *station = data;

    (void)loop_ms;
    (void)revents;
    station->has_messages = true;
}

/* The state first: messages belong to the connection that it tells of. */
static void station_look_at_feed(struct station *station, int64_t loop_ms)
{
    station_look_at_link(station, station_now_ms(station, loop_ms));
    station_tell_events(station);
    station_take(station, loop_ms);
}

/* A descriptor that stays readable would wake us for nothing. */
static void station_watch_feed(struct station *station, bool is_watched)
{
    int fd = feed_fd(&station->feed);

    if (fd < 0 || is_watched == station->is_watched)
        return;
    station->is_watched = is_watched;
    if (is_watched)
        loop_add_fd(station->loop, fd, POLLIN, station_on_feed, station);
    else
        loop_remove_fd(station->loop, fd);
}

static void station_notice_end(struct station *station, int64_t now_ms)
{
    if (station->was_over || !feed_is_over(&station->feed))
        return;
    station->was_over = true;
    station_watch_feed(station, false);
    station_tell_news(station, now_ms);
    station_tell_events(station);
    audience_end(&station->audience, now_ms);
}

/* --- the loop --------------------------------------------------------------- */

static int64_t station_due_ms(const struct station *station, int64_t loop_ms)
{
    const struct feed *feed = &station->feed;
    int64_t tick_ms = feed_is_live(feed) ? station->tick_ms : loop_ms + STATION_TICK_MS;
    int64_t due_ms = feed_due_ms(feed, loop_ms);

    if (station->is_held)
        return tick_ms;
    if (station->has_messages)
        return loop_ms;
    return due_ms < tick_ms ? due_ms : tick_ms;
}

static int64_t station_on_idle(void *data, int64_t loop_ms)
{
    struct station *station = data;
    int64_t now_ms, audience_ms, due_ms;

    if (!station->is_held && (station->has_messages || station->feed.ops->due_ms))
        station_look_at_feed(station, loop_ms);
    now_ms = station_now_ms(station, loop_ms);
    station_tell_effects(station, now_ms);
    station_catch_up(station, now_ms);
    if (!station->has_messages)
        station_notice_end(station, now_ms);
    audience_ms = audience_idle(&station->audience, loop_ms);
    due_ms = station_due_ms(station, loop_ms);
    return audience_ms < due_ms ? audience_ms : due_ms;
}

static void station_on_signal(void *data, int64_t loop_ms, int signo)
{
    (void)loop_ms;
    (void)signo;
    station_stop(data, STARTUP_EXIT_OK);
}

/* --- putting it together ---------------------------------------------------- */

struct station *station_create(const struct config *config, struct feed *take_feed)
{
    struct station *station = mem_zero(1, sizeof *station);

    station->feed = *take_feed;
    *take_feed = (struct feed){ 0 };
    station->readonly = config->watch.readonly;
    station->model = station_create_model(config);
    station->loop = loop_create();
    loop_add_signal(station->loop, SIGINT, station_on_signal, station);
    loop_add_signal(station->loop, SIGTERM, station_on_signal, station);
    loop_set_idle(station->loop, station_on_idle, station);
    return station;
}

void station_destroy(struct station *station)
{
    if (!station)
        return;
    feed_finish(&station->feed);
    loop_destroy(station->loop);
    model_destroy(station->model);
    free(station);
}

void station_listen(struct station *station, const struct listener *listener, void *data)
{
    audience_add(&station->audience, listener, data);
}

int station_run(struct station *station)
{
    station->feed.ops->start(station->feed.data, loop_now_ms());
    station_watch_feed(station, true);
    loop_run(station->loop);
    station_watch_feed(station, false);
    if (station->status == STARTUP_EXIT_OK && feed_has_failed(&station->feed))
        return STARTUP_EXIT_FAILURE;
    return station->status;
}

void station_hold(struct station *station, bool is_held)
{
    if (is_held == station->is_held)
        return;
    station->is_held = is_held;
    station_watch_feed(station, !is_held && !station->was_over);
}

void station_stop(struct station *station, int status)
{
    station->status = status;
    loop_stop(station->loop);
}

struct loop *station_loop(struct station *station)
{
    return station->loop;
}

struct model *station_model(struct station *station)
{
    return station->model;
}

bool station_may_publish(const struct station *station)
{
    return station->feed.ops->publish && !station->readonly;
}

bool station_publish(struct station *station, const struct link_letter *letter)
{
    return station_may_publish(station) && station->feed.ops->publish(station->feed.data, letter);
}

const struct feed *station_feed(const struct station *station)
{
    return &station->feed;
}
