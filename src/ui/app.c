/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include "core/hash.h"
#include "core/mem.h"
#include "ui/app-state.h"
#include "ui/clip.h"
#include "ui/clock.h"
#include "ui/event-row.h"
#include "ui/row-key.h"
#include "ui/summary.h"

#include <stdlib.h>
#include <string.h>

const struct view_ops *const app_views[APP_SCREENS] = {
    [APP_GRID] = &view_grid,     [APP_TILES] = &view_tiles, [APP_DETAIL] = &view_detail,
    [APP_EVENTS] = &view_events, [APP_LINK] = &view_link,   [APP_HELP] = &view_help,
};

struct app *app_create(const struct app_options *options, const struct model *model)
{
    struct app *app = mem_zero(1, sizeof *app);

    app->options = *options;
    if (options->keymap)
        app->keymap = *options->keymap;
    else
        keymap_init(&app->keymap);
    app->model = model;
    app->depth = 1;
    app->roster = roster_create();
    app_set_columns(app, options->columns, options->n_columns);
    app_set_filter(app, options->filter);
    for (size_t i = 0; i < APP_SCREENS; i++) {
        app->states[i] = mem_zero(1, app_views[i]->state_bytes);
        if (app_views[i]->init)
            app_views[i]->init(app->states[i]);
    }
    return app;
}

void app_destroy(struct app *app)
{
    if (!app)
        return;
    for (size_t i = 0; i < APP_SCREENS; i++) {
        if (app_views[i]->finish)
            app_views[i]->finish(app->states[i]);
        free(app->states[i]);
    }
    prompt_finish(&app->prompt);
    free(app->order.devices);
    menu_close(&app->menu);
    column_list_finish(&app->columns);
    roster_destroy(app->roster);
    free(app);
}

void app_set_keymap(struct app *app, const struct keymap *keymap)
{
    app->keymap = *keymap;
    app->n_keymaps++;
    app->must_draw = true;
}

void app_set_fahrenheit(struct app *app, bool fahrenheit)
{
    app->options.fahrenheit = fahrenheit;
    app->must_draw = true;
}

void app_set_chart(struct app *app, enum dots_grain chart)
{
    app->options.chart = chart;
    app->must_draw = true;
}

void app_set_columns(struct app *app, char *const *names, size_t n)
{
    if (app->menu.kind == MENU_COLUMNS)
        menu_close(&app->menu);
    column_list_finish(&app->columns);
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], "auto") != 0)
            column_list_add(&app->columns, names[i]);
    app->must_draw = true;
}

void app_set_filter(struct app *app, const char *filter)
{
    roster_filter(app->roster, filter ? filter : "");
    app->must_draw = true;
}

bool app_is_muted(const struct app *app)
{
    return app->is_muted;
}

bool app_is_paused(const struct app *app)
{
    return app->is_paused;
}

const struct app_order *app_order(const struct app *app)
{
    return &app->order;
}

const struct device *app_asked(const struct app *app)
{
    return app->asked;
}

const struct device *app_selected(const struct app *app)
{
    return roster_selected(app->roster);
}

struct view_context app_context(struct app *app, int64_t now_ms)
{
    device_names_look(&app->names, app->model);
    return (struct view_context){ .model = app->model,
                                  .now_ms = now_ms,
                                  .local_offset_ms = app->local_offset_ms,
                                  .fahrenheit = app->options.fahrenheit,
                                  .chart = app->options.chart,
                                  .with_location = app->names.locations.are_several,
                                  .names = &app->names,
                                  .broker = app->options.broker,
                                  .roster = app->roster,
                                  .columns = &app->columns,
                                  .selected = app_selected(app),
                                  .keymap = &app->keymap,
                                  .filters = app->options.filters };
}

void app_clip(struct app *app, struct buf *out)
{
    struct view_context context = app_context(app, app->now_ms);

    if (app_screen(app) == APP_DETAIL)
        clip_format_payload(&context, out);
    else
        clip_format_device(&context, out);
}

enum app_screen app_screen(const struct app *app)
{
    return app->stack[app->depth - 1];
}

/* --- drawing --------------------------------------------------------------- */

static void app_draw_too_small(struct canvas *canvas)
{
    struct canvas_field field = { .width_cols = canvas->cols, .style = STYLE_NORMAL };
    struct buf text = { 0 };

    buf_addf(&text, "sensortop needs %dx%d, this is %dx%d: please enlarge", APP_COLS_MIN,
             APP_ROWS_MIN, canvas->cols, canvas->rows);
    canvas_wrap(canvas, field, canvas->rows, buf_text(&text));
    buf_finish(&text);
}

static void app_draw_event(const struct view_context *context, struct canvas *canvas, int row)
{
    const struct event_log *log = model_events(context->model);
    const struct event *newest = event_log_count(log) ? event_log_get(log, 0) : NULL;
    bool with_day = newest && event_row_needs_day(context, newest);

    if (!newest)
        return;
    if (!canvas_open_row(canvas, row, row_key_event(context, with_day)))
        event_row_draw(context, newest, with_day, canvas, (struct view_area){ row, 1 });
    canvas_close_row(canvas);
}

/* A whole row, so that nobody takes the past for the present. */
static void app_draw_pause(const struct view_context *context, struct canvas *canvas, int row)
{
    struct canvas_field field = { .row = row, .width_cols = canvas->cols, .style = STYLE_WARN };
    struct buf text = { 0 };

    buf_puts(&text, " PAUSED at ");
    clock_format(&text, context->now_ms + context->local_offset_ms, false);
    buf_puts(&text, " (");
    keycode_format(context->keymap->keys[ACTION_PAUSE][0], &text);
    buf_puts(&text, " goes on), data still come in");
    canvas_put(canvas, field, text.data, text.len);
    buf_finish(&text);
}

static void app_draw_prompt(const struct app *app, struct canvas *canvas, int row)
{
    size_t shown = order_list_count(roster_list(app->roster));
    struct buf note = { 0 };

    if (app->prompt.kind == PROMPT_FILTER && app->prompt_fault)
        buf_addf(&note, "not %s", app->prompt_fault);
    else if (app->prompt.kind == PROMPT_FILTER)
        buf_addf(&note, "%zu of %zu", shown, tally_count(&model_counts(app->model)->devices));
    else if (app->prompt_fault)
        buf_puts(&note, app->prompt_fault);
    prompt_draw(&app->prompt, buf_text(&note), canvas, row);
    buf_finish(&note);
}

void app_fill_footer(const struct app *app, struct footer *footer)
{
    *footer = (struct footer){ 0 };
    if (app->menu.kind)
        footer_add_screen(footer, &app->keymap, ACTION_ON_MENU);
    else if (app->prompt.kind)
        prompt_fill_footer(&app->prompt, footer);
    else
        footer_add_screen(footer, &app->keymap, app_views[app_screen(app)]->screen);
}

static void app_draw_footer(const struct app *app, struct canvas *canvas, int row)
{
    uint64_t of[] = { app_screen(app), app->menu.kind, app->prompt.kind, app->n_keymaps };
    struct footer footer;

    if (!canvas_open_row(canvas, row, hash_bytes(0, of, sizeof of))) {
        app_fill_footer(app, &footer);
        footer_draw(&footer, canvas, row);
    }
    canvas_close_row(canvas);
}

static void app_draw_remark(const char *remark, struct canvas *canvas, int row)
{
    struct canvas_field field = {
        .row = row, .col = 1, .width_cols = canvas->cols - 1, .style = STYLE_NORMAL
    };

    canvas_put(canvas, field, remark, strlen(remark));
}

static void app_draw_view(struct app *app, const struct view_context *context,
                          struct canvas *canvas, struct view_area area)
{
    const struct view_ops *view = app_views[app_screen(app)];
    void *state = app->states[app_screen(app)];
    struct line line = { 0 };
    int title_row = area.top;

    if (view->title) {
        area.top++;
        area.rows--;
    }
    view->draw(state, context, canvas, area);
    if (!view->title)
        return;
    canvas_paint(canvas, title_row, view->title(state, context, &line));
    line_draw(&line, canvas, title_row, 1);
    line_finish(&line);
}

static void app_draw_all(struct app *app, struct canvas *canvas, int64_t now_ms)
{
    struct view_context context = app_context(app, now_ms);
    struct summary summary = { .broker = app->options.broker,
                               .is_muted = app->is_muted,
                               .is_paused = app->is_paused,
                               .filter = roster_filter_text(app->roster),
                               .problems_only = roster_problems_only(app->roster) };
    struct view_area area = { .top = summary_draw(&summary, &context, canvas) };

    area.rows = canvas->rows - 2 - area.top;
    app_draw_view(app, &context, canvas, area);
    if (app->prompt.kind)
        app_draw_prompt(app, canvas, canvas->rows - 2);
    else if (app->remark)
        app_draw_remark(app->remark, canvas, canvas->rows - 2);
    else if (app->is_paused)
        app_draw_pause(&context, canvas, canvas->rows - 2);
    else
        app_draw_event(&context, canvas, canvas->rows - 2);
    if (app->menu.kind)
        menu_draw(&app->menu, canvas, area);
    app_draw_footer(app, canvas, canvas->rows - 1);
}

void app_draw(struct app *app, struct canvas *canvas, int64_t now_ms, int64_t local_offset_ms)
{
    bool same_size = app->drawn_rows == canvas->rows && app->drawn_cols == canvas->cols;

    if (app->is_paused && same_size && !app->must_draw)
        return;
    app->local_offset_ms = local_offset_ms;
    app->drawn_rows = canvas->rows;
    app->drawn_cols = canvas->cols;
    app->must_draw = false;
    canvas_begin(canvas);
    if (canvas->rows < APP_ROWS_MIN || canvas->cols < APP_COLS_MIN)
        app_draw_too_small(canvas);
    else
        app_draw_all(app, canvas, now_ms);
    canvas_end(canvas);
}
