/* SPDX-License-Identifier: MIT */
#include "dashboard.h"

#include "confinement.h"
#include "duties.h"
#include "io/log.h"
#include "io/term.h"
#include "orders.h"
#include "reload.h"
#include "startup.h"
#include "station.h"
#include "ui/app.h"
#include "ui/flash.h"
#include "ui/headline.h"
#include "ui/pace.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

struct dashboard {
    const struct config *config; /* as it is now */
    struct reload reload;
    struct station *station;
    struct model *model; /* the station's */
    struct app *app;
    struct duties *duties;
    struct terminal *term;
    struct canvas canvas;
    struct flash flash;
    struct keymap keymap;
    bool must_draw; /* now: a key was pressed, the terminal changed */
    bool may_draw;  /* at the next frame: the clock ticked */
    uint64_t drawn_version;
    struct pace pace; /* by the loop's time */
    size_t drawn_devices;
    int64_t local_minute; /* of the wall clock, for which local_ms was worked out */
    int64_t local_ms;
};

/* --- drawing ---------------------------------------------------------------- */

static void dashboard_set_title(struct dashboard *d)
{
    struct buf title = { 0 };

    headline_format(d->model, station_feed(d->station)->name, &title);
    term_title(d->term, buf_text(&title));
    buf_finish(&title);
}

/* It changes with a minute if at all. */
static int64_t dashboard_local_ms(struct dashboard *d, int64_t wall_ms)
{
    int64_t minute = wall_ms / 60000;

    if (minute != d->local_minute)
        d->local_ms = loop_local_ms(wall_ms);
    d->local_minute = minute;
    return d->local_ms;
}

static void dashboard_draw(struct dashboard *d, int64_t loop_ms)
{
    int64_t now_ms = station_now_ms(d->station, loop_ms);
    int64_t wall_ms = model_wall_ms(d->model, now_ms);
    int rows, cols;

    term_get_size(d->term, &rows, &cols);
    if (rows != d->canvas.rows || cols != d->canvas.cols)
        canvas_resize(&d->canvas, rows, cols);
    app_draw(d->app, &d->canvas, now_ms, wall_ms - now_ms + dashboard_local_ms(d, wall_ms));
    flash_put_on(&d->flash, &d->canvas);
    term_show(d->term, &d->canvas);
    flash_take_off(&d->flash, &d->canvas);
    if (d->may_draw) /* no more often than the clock: a storm of alerts would fill the line */
        dashboard_set_title(d);
    d->drawn_version = model_version(d->model);
    pace_note(&d->pace, loop_ms, d->config->screen.delay_ms);
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
static int64_t dashboard_idle(void *data, int64_t loop_ms)
{
    struct dashboard *d = data;
    bool is_old = d->may_draw || model_version(d->model) != d->drawn_version;
    int64_t due_ms = pace_due_ms(&d->pace, d->config->screen.delay_ms);

    if (term_is_busy(d->term))
        return INT64_MAX;
    d->must_draw |= flash_is_over(&d->flash, loop_ms);
    if (d->must_draw || (is_old && loop_ms >= due_ms) || dashboard_has_first_device(d))
        dashboard_draw(d, loop_ms);
    else if (is_old)
        return due_ms;
    return d->flash.until_ms ? d->flash.until_ms : INT64_MAX;
}

/* --- what happens ----------------------------------------------------------- */

static void dashboard_ring(struct dashboard *d)
{
    if (!d->config->screen.visual_bell) {
        term_bell(d->term);
        return;
    }
    flash_start(&d->flash, loop_now_ms());
    d->must_draw = true;
}

static void dashboard_copy(struct dashboard *d, int64_t now_ms)
{
    struct buf text = { 0 };

    app_clip(d->app, &text);
    if (!d->config->screen.clipboard)
        model_note(d->model, now_ms, SEVERITY_INFO, "not copied: that needs --clipboard");
    else if (term_copy(d->term, buf_text(&text), text.len))
        model_note(d->model, now_ms, SEVERITY_INFO, "copied, if the terminal takes it");
    else
        model_note(d->model, now_ms, SEVERITY_INFO,
                   "not copied: too much, or this terminal has no clipboard");
    buf_finish(&text);
}

static void dashboard_effect(void *data, int64_t now_ms, const struct effect *effect)
{
    struct dashboard *d = data;

    (void)now_ms;
    if (effect->kind == EFFECT_BELL && !app_is_muted(d->app))
        dashboard_ring(d);
}

static void dashboard_tick(void *data, int64_t now_ms)
{
    struct dashboard *d = data;

    (void)now_ms;
    d->may_draw = true;
}

static const struct listener dashboard_listener = { .effect = dashboard_effect,
                                                    .tick = dashboard_tick,
                                                    .idle = dashboard_idle };

static void dashboard_on_reaction(struct dashboard *d, unsigned reactions, int64_t now_ms)
{
    orders_carry_out(d->station, d->app, reactions, now_ms);
    if (reactions & APP_REPAINT)
        term_repaint(d->term);
    if (reactions & (APP_REDRAW | APP_REPAINT))
        d->must_draw = true;
    if (reactions & APP_BELL)
        dashboard_ring(d);
    if (reactions & APP_COPY)
        dashboard_copy(d, now_ms);
    if (reactions & APP_QUIT)
        station_stop(d->station, STARTUP_EXIT_OK);
}

static unsigned dashboard_key(struct dashboard *d, int key, int64_t now_ms)
{
    struct mouse mouse;

    if (key != KEYCODE_MOUSE)
        return app_key(d->app, key, now_ms);
    mouse = term_mouse(d->term);
    return app_mouse(d->app, &mouse, now_ms);
}

static void dashboard_on_input(void *data, int64_t loop_ms, short revents)
{
    struct dashboard *d = data;
    int64_t now_ms = station_now_ms(d->station, loop_ms);
    int key = revents & POLLIN ? term_key(d->term) : KEYCODE_HANGUP;

    for (; key != KEYCODE_NONE && key != KEYCODE_HANGUP; key = term_key(d->term))
        dashboard_on_reaction(d, dashboard_key(d, key, now_ms), now_ms);
    if (key == KEYCODE_HANGUP)
        station_stop(d->station, STARTUP_EXIT_OK);
}

static struct term_options dashboard_term_options(const struct dashboard *d)
{
    const struct config_screen *screen = &d->config->screen;

    return (struct term_options){ .loop = station_loop(d->station),
                                  .scheme = (enum scheme)screen->theme,
                                  .no_color = screen->no_color,
                                  .no_mouse = screen->no_mouse,
                                  .no_title = screen->no_title };
}

/* What keys can change as well is changed only where the file did. */
static void dashboard_renew_app(struct dashboard *d)
{
    const struct config_screen *screen = &d->config->screen;

    app_set_keymap(d->app, &d->keymap);
    app_set_chart(d->app, (enum dots_grain)screen->chart);
    if (reload_changed(&d->reload, "fahrenheit"))
        app_set_fahrenheit(d->app, screen->fahrenheit);
    if (reload_changed(&d->reload, "columns"))
        app_set_columns(d->app, screen->columns.items, screen->columns.n);
    if (reload_changed(&d->reload, "filter"))
        app_set_filter(d->app, d->config->output.filter);
}

static void dashboard_renew_term(struct dashboard *d)
{
    struct term_options options = dashboard_term_options(d);
    bool ascii = d->config->screen.ascii || !term_is_utf8(d->term);

    term_set_options(d->term, &options);
    if (ascii == d->canvas.ascii)
        return;
    d->canvas.ascii = ascii;
    canvas_resize(&d->canvas, d->canvas.rows, d->canvas.cols); /* no row can be kept */
}

static void dashboard_reload(struct dashboard *d, int64_t now_ms)
{
    struct buf err = { 0 };

    if (!reload_run(&d->reload, now_ms))
        return;
    d->config = reload_config(&d->reload);
    keymap_make(&d->keymap, &d->config->keys, &err); /* it is good: it was checked */
    dashboard_renew_app(d);
    dashboard_renew_term(d);
    buf_finish(&err);
}

/* A line that was cut sends the signal, too: whoever has no terminal any more has to go. */
static void dashboard_on_hangup(struct dashboard *d, int64_t loop_ms)
{
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        dashboard_reload(d, station_now_ms(d->station, loop_ms));
    else
        station_stop(d->station, STARTUP_EXIT_OK);
}

static void dashboard_on_signal(void *data, int64_t loop_ms, int signo)
{
    struct dashboard *d = data;

    d->must_draw = true;
    switch (signo) {
    case SIGHUP: dashboard_on_hangup(d, loop_ms); break;
    case SIGWINCH: term_resize(d->term); break;
    case SIGTSTP: term_suspend(d->term); break;
    case SIGCONT: term_resume(d->term); break;
    default: station_stop(d->station, STARTUP_EXIT_OK);
    }
}

/* --- putting it together ---------------------------------------------------- */

static void dashboard_watch_signals(struct dashboard *d)
{
    static const int signals[] = { SIGHUP, SIGWINCH, SIGTSTP, SIGCONT };

    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        loop_add_signal(station_loop(d->station), signals[i], dashboard_on_signal, d);
}

static int dashboard_show(struct dashboard *d)
{
    const struct config_screen *screen = &d->config->screen;
    const struct feed *feed = station_feed(d->station);
    struct app_options options = { .broker = feed->name,
                                   .columns = screen->columns.items,
                                   .n_columns = screen->columns.n,
                                   .filters = feed->filters,
                                   .fahrenheit = screen->fahrenheit,
                                   .chart = (enum dots_grain)screen->chart,
                                   .keymap = &d->keymap,
                                   .filter = d->config->output.filter,
                                   .may_publish = station_may_publish(d->station) };
    int status;

    d->app = app_create(&options, d->model);
    canvas_init(&d->canvas, screen->ascii || !term_is_utf8(d->term));
    station_listen(d->station, &dashboard_listener, d);
    loop_add_fd(station_loop(d->station), STDIN_FILENO, POLLIN, dashboard_on_input, d);
    if (!duties_run_commands(d->duties))
        confinement_enter(d->config, duties_state_file(d->duties));
    status = station_run(d->station);
    loop_remove_fd(station_loop(d->station), STDIN_FILENO);
    return status;
}

static void dashboard_finish(struct dashboard *d)
{
    term_destroy(d->term); /* before what may still have to be said on standard error */
    duties_destroy(d->duties);
    canvas_finish(&d->canvas);
    flash_finish(&d->flash);
    app_destroy(d->app);
    station_destroy(d->station);
    reload_finish(&d->reload);
}

int dashboard_run(const struct config *config)
{
    struct dashboard d = { .config = config };
    struct term_options options;
    struct feed feed = { 0 };
    struct buf err = { 0 };
    int status = STARTUP_EXIT_USAGE;

    if (!keymap_make(&d.keymap, &config->keys, &err) || !feed_init(&feed, config, &err))
        goto out;
    d.station = station_create(config, &feed);
    d.model = station_model(d.station);
    reload_init(&d.reload, config, d.station);
    options = dashboard_term_options(&d);
    dashboard_watch_signals(&d);
    d.duties = duties_create(d.station, config, &err);
    if (d.duties)
        d.term = term_create(&options, &err);
    if (d.term)
        status = dashboard_show(&d);
out:
    if (err.len)
        log_line("%s", err.data);
    dashboard_finish(&d);
    buf_finish(&err);
    return status;
}
