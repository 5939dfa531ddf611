/* SPDX-License-Identifier: MIT */
#include "dashboard.h"

#include "core/mem.h"
#include "core/model.h"
#include "core/rule-set.h"
#include "io/link.h"
#include "io/log.h"
#include "io/loop.h"
#include "io/term.h"
#include "startup.h"
#include "ui/app.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

enum {
    DASHBOARD_TICK_MS = 1000,
    DASHBOARD_SLEPT_MS = 2000, /* a tick as late as that: we did not run */
    /* Reading messages gives way to keys this often, whatever the flood. */
    DASHBOARD_BATCH_MS = 10,
    DASHBOARD_BATCH_CHECK = 64, /* messages between two looks at the clock */
};

struct dashboard {
    const struct config *config;
    struct loop *loop;
    struct link *link;
    struct model *model;
    struct app *app;
    struct terminal *term;
    struct canvas canvas;
    char *broker_name;
    char **filters;    /* NULL-terminated */
    bool has_messages; /* the last batch did not empty the inbox */
    bool must_draw;    /* now: a key was pressed, the terminal changed */
    bool may_draw;     /* at the next frame: the clock ticked */
    uint64_t drawn_version;
    int64_t drawn_ms;
    size_t drawn_devices;
    int64_t tick_ms; /* the next one */
};

/* --- what the user asked for ------------------------------------------------ */

static struct model *dashboard_create_model(const struct config_watch *watch)
{
    struct rule_list rules = { 0 };
    struct model_options options = {
        .max_devices = (size_t)watch->max_devices,
        .history_samples = (size_t)watch->history_samples,
        .payload_bytes_max = (size_t)watch->payload_bytes_max,
        .stale_after_ms = watch->stale_after_ms,
        .bell_repeat_ms = watch->bell_repeat_ms,
        .alert_on_retained = watch->alert_on_retained,
    };

    if (getrandom(&options.seed, sizeof options.seed, 0) != sizeof options.seed)
        options.seed = (uint64_t)loop_now_ms() * (uint64_t)getpid();
    rule_set_make(watch, &rules);
    return model_create(&options, &rules);
}

static char **dashboard_create_filters(const struct config_list *locations)
{
    char **filters = mem_zero(locations->n * TOPIC_KIND_COUNT_ + 1, sizeof *filters);
    size_t n = 0;

    for (size_t i = 0; i < locations->n; i++)
        for (int kind = 0; kind < TOPIC_KIND_COUNT_; kind++) {
            struct buf filter = { 0 };

            topic_format_filter(&filter, locations->items[i], (enum topic_kind)kind);
            filters[n++] = buf_detach(&filter);
        }
    return filters;
}

/* --- drawing ---------------------------------------------------------------- */

static void dashboard_draw(struct dashboard *d, int64_t now_ms)
{
    int64_t wall_ms = model_wall_ms(d->model, now_ms);
    int rows, cols;

    term_get_size(d->term, &rows, &cols);
    if (rows != d->canvas.rows || cols != d->canvas.cols)
        canvas_resize(&d->canvas, rows, cols);
    app_draw(d->app, &d->canvas, now_ms, wall_ms - now_ms + loop_local_ms(wall_ms));
    term_show(d->term, &d->canvas);
    d->drawn_version = model_version(d->model);
    d->drawn_ms = now_ms;
    d->drawn_devices = device_table_count(model_devices(d->model));
    d->must_draw = false;
    d->may_draw = false;
}

/* Whoever waits for the first device is not kept waiting for the next frame. */
static bool dashboard_has_first_device(const struct dashboard *d)
{
    return !d->drawn_devices && device_table_count(model_devices(d->model));
}

/* Draws when something changed, at most every --delay; returns when to look again. */
static int64_t dashboard_draw_when_due(struct dashboard *d, int64_t now_ms)
{
    bool is_old = d->may_draw || model_version(d->model) != d->drawn_version;
    int64_t due_ms = d->drawn_ms + d->config->screen.delay_ms;

    if (d->must_draw || (is_old && now_ms >= due_ms) || dashboard_has_first_device(d))
        dashboard_draw(d, now_ms);
    else if (is_old)
        return due_ms;
    return INT64_MAX;
}

/* --- what happens ----------------------------------------------------------- */

static void dashboard_carry_out_effects(struct dashboard *d)
{
    struct effect effect;

    while (model_take_effect(d->model, &effect))
        if (effect.kind == EFFECT_BELL && !app_is_muted(d->app))
            term_bell(d->term);
}

static void dashboard_take_messages(struct dashboard *d, int64_t now_ms)
{
    struct message message;

    d->has_messages = true;
    for (unsigned n = 1; link_take(d->link, &message); n++) {
        model_apply(d->model, now_ms, &message);
        if (n % DASHBOARD_BATCH_CHECK == 0 && loop_now_ms() - now_ms >= DASHBOARD_BATCH_MS)
            return;
    }
    d->has_messages = false;
}

static void dashboard_look_at_link(struct dashboard *d, int64_t now_ms)
{
    struct link_state state;

    link_get_state(d->link, &state);
    model_link(d->model, now_ms, &state);
}

/* The state first: messages belong to the connection that it tells of. */
static void dashboard_on_link(void *data, int64_t now_ms, short revents)
{
    struct dashboard *d = data;

    (void)revents;
    dashboard_look_at_link(d, now_ms);
    dashboard_take_messages(d, now_ms);
}

static void dashboard_on_reaction(struct dashboard *d, unsigned reactions)
{
    if (reactions & APP_REPAINT)
        term_repaint(d->term);
    if (reactions & (APP_REDRAW | APP_REPAINT))
        d->must_draw = true;
    if (reactions & APP_ACK && app_selected(d->app))
        model_ack(d->model, app_selected(d->app)->index);
    if (reactions & APP_BELL)
        term_bell(d->term);
    if (reactions & APP_QUIT)
        loop_stop(d->loop);
}

static unsigned dashboard_key(struct dashboard *d, int key, int64_t now_ms)
{
    struct mouse mouse;

    if (key != KEYCODE_MOUSE)
        return app_key(d->app, key, now_ms);
    mouse = term_mouse(d->term);
    return app_mouse(d->app, &mouse, now_ms);
}

static void dashboard_on_input(void *data, int64_t now_ms, short revents)
{
    struct dashboard *d = data;
    int key = KEYCODE_NONE;

    if (!(revents & POLLIN))
        key = KEYCODE_HANGUP;
    while (key == KEYCODE_NONE) {
        key = term_key(d->term);
        if (key == KEYCODE_NONE)
            return;
        if (key == KEYCODE_HANGUP)
            break;
        dashboard_on_reaction(d, dashboard_key(d, key, now_ms));
        key = KEYCODE_NONE;
    }
    loop_stop(d->loop);
}

static void dashboard_on_signal(void *data, int64_t now_ms, int signo)
{
    struct dashboard *d = data;

    (void)now_ms;
    d->must_draw = true;
    switch (signo) {
    case SIGWINCH: term_resize(d->term); break;
    case SIGTSTP: term_suspend(d->term); break;
    case SIGCONT: term_repaint(d->term); break;
    default: loop_stop(d->loop);
    }
}

static void dashboard_tick(struct dashboard *d, int64_t now_ms)
{
    int64_t offset_ms = loop_wall_ms() - loop_now_ms();

    /* Anew each time: the wall clock may have been set. The tick falls on its full second. */
    model_set_wall(d->model, offset_ms);
    /* A name look-up that hangs wakes nobody. */
    dashboard_look_at_link(d, now_ms);
    if (d->tick_ms && now_ms - d->tick_ms > DASHBOARD_SLEPT_MS)
        model_slept(d->model, now_ms, now_ms - d->tick_ms);
    model_tick(d->model, now_ms);
    dashboard_carry_out_effects(d);
    d->tick_ms = now_ms + DASHBOARD_TICK_MS - (now_ms + offset_ms) % DASHBOARD_TICK_MS;
    d->may_draw = true;
}

static int64_t dashboard_on_idle(void *data, int64_t now_ms)
{
    struct dashboard *d = data;
    int64_t due_ms;

    if (d->has_messages)
        dashboard_on_link(d, now_ms, 0);
    dashboard_carry_out_effects(d);
    if (now_ms >= d->tick_ms)
        dashboard_tick(d, now_ms);
    due_ms = dashboard_draw_when_due(d, now_ms);
    if (d->has_messages)
        return now_ms;
    return d->tick_ms < due_ms ? d->tick_ms : due_ms;
}

/* --- putting it together ---------------------------------------------------- */

static void dashboard_wire(struct dashboard *d)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT };

    d->loop = loop_create();
    /* Before curses: it leaves alone what has a handler. */
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        loop_add_signal(d->loop, signals[i], dashboard_on_signal, d);
    loop_set_idle(d->loop, dashboard_on_idle, d);
}

static void dashboard_connect(struct dashboard *d, struct link_options *options)
{
    options->filters = (const char *const *)d->filters;
    options->id_prefix = "sensortop";
    d->link = link_create(options);
    loop_add_fd(d->loop, link_fd(d->link), POLLIN, dashboard_on_link, d);
    loop_add_fd(d->loop, STDIN_FILENO, POLLIN, dashboard_on_input, d);
}

static void dashboard_finish(struct dashboard *d)
{
    if (d->link) {
        loop_remove_fd(d->loop, STDIN_FILENO);
        loop_remove_fd(d->loop, link_fd(d->link));
    }
    term_destroy(d->term);
    link_destroy(d->link);
    loop_destroy(d->loop);
    canvas_finish(&d->canvas);
    app_destroy(d->app);
    model_destroy(d->model);
    for (char **filter = d->filters; filter && *filter; filter++)
        free(*filter);
    free(d->filters);
    free(d->broker_name);
}

int dashboard_run(const struct config *config)
{
    struct dashboard d = { .config = config };
    struct term_options term_options = { .scheme = (enum scheme)config->screen.theme,
                                         .no_color = config->screen.no_color,
                                         .no_mouse = config->screen.no_mouse };
    struct app_options app_options = { .fahrenheit = config->screen.fahrenheit };
    struct link_options link_options = { 0 };
    struct buf err = { 0 };
    int status = STARTUP_EXIT_USAGE;

    dashboard_wire(&d);
    if (startup_link_options(&config->broker, &link_options, &err))
        d.term = term_create(&term_options, &err);
    if (!d.term) {
        log_line("%s", buf_text(&err));
        tls_destroy(link_options.tls);
        goto out;
    }
    status = STARTUP_EXIT_OK;
    d.broker_name = startup_broker_name(&config->broker);
    app_options.broker = d.broker_name;
    d.filters = dashboard_create_filters(&config->watch.locations);
    app_options.filters = (const char *const *)d.filters;
    d.model = dashboard_create_model(&config->watch);
    d.app = app_create(&app_options, d.model);
    canvas_init(&d.canvas, config->screen.ascii || !term_is_utf8(d.term));
    dashboard_connect(&d, &link_options);
    loop_run(d.loop);
out:
    dashboard_finish(&d);
    buf_finish(&err);
    return status;
}
