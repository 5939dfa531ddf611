/* SPDX-License-Identifier: MIT */
#include "ui/app-state.h"

enum { APP_WHEEL_ROWS = 3, APP_DOUBLE_CLICK_MS = 400 };

/* --- keys ------------------------------------------------------------------ */

static unsigned app_back(struct app *app)
{
    if (app->depth > 1)
        app->depth--;
    return APP_REDRAW;
}

/* To a screen, or from it back to the one before. One that was left open is returned to. */
static unsigned app_toggle(struct app *app, enum app_screen screen)
{
    if (app_screen(app) == screen)
        return app_back(app);
    for (size_t i = 0; i < app->depth; i++)
        if (app->stack[i] == screen) {
            app->depth = i + 1;
            return APP_REDRAW;
        }
    app->stack[app->depth++] = screen;
    return APP_REDRAW;
}

static unsigned app_tiles(struct app *app)
{
    app->stack[0] = app->stack[0] == APP_TILES ? APP_GRID : APP_TILES;
    app->depth = 1;
    return APP_REDRAW;
}

static unsigned app_detail(struct app *app)
{
    struct view_context context = app_context(app, app->now_ms);

    if (context.selected) {
        roster_select(app->roster, context.selected);
        return app_toggle(app, APP_DETAIL);
    }
    return roster_key(app->roster, &context, ACTION_FOLD) ? APP_REDRAW : 0; /* a heading */
}

static unsigned app_help(struct app *app)
{
    return app_toggle(app, APP_HELP);
}

static unsigned app_events(struct app *app)
{
    return app_toggle(app, APP_EVENTS);
}

static unsigned app_link(struct app *app)
{
    return app_toggle(app, APP_LINK);
}

static bool app_is_main(enum app_screen screen)
{
    return screen == APP_GRID || screen == APP_TILES;
}

/* Round the screens that show what is going on; the detail only when there is a device. */
static unsigned app_turn(struct app *app, bool backward)
{
    static const enum app_screen ring[] = { APP_GRID, APP_TILES, APP_DETAIL, APP_EVENTS, APP_LINK };
    enum { RING = sizeof ring / sizeof *ring };
    size_t at = 0, step = backward ? RING - 1 : 1;

    while (at < RING && ring[at] != app_screen(app))
        at++;
    at = at < RING ? (at + step) % RING : 0; /* from the help to the beginning */
    if (ring[at] == APP_DETAIL && !app_selected(app))
        at = (at + step) % RING;
    app->depth = 1;
    if (app_is_main(ring[at]))
        app->stack[0] = ring[at];
    else
        app->stack[app->depth++] = ring[at];
    app->prompt.kind = PROMPT_CLOSED;
    return APP_REDRAW;
}

static unsigned app_next_view(struct app *app)
{
    return app_turn(app, false);
}

static unsigned app_previous_view(struct app *app)
{
    return app_turn(app, true);
}

static unsigned app_bell_test(struct app *app)
{
    (void)app;
    return APP_BELL;
}

static unsigned app_search(struct app *app)
{
    prompt_open(&app->prompt, PROMPT_SEARCH, "");
    app->prompt_fault = NULL;
    return APP_REDRAW;
}

static unsigned app_filter(struct app *app)
{
    prompt_open(&app->prompt, PROMPT_FILTER, roster_filter_text(app->roster));
    app->prompt_fault = roster_filter_fault(app->roster);
    return APP_REDRAW;
}

/* Where all are shown already, the tiles are left. */
static unsigned app_clear(struct app *app)
{
    struct view_context context = app_context(app, app->now_ms);
    bool is_all = !*roster_filter_text(app->roster) && !roster_problems_only(app->roster);

    if (is_all && app_screen(app) == APP_TILES)
        return app_tiles(app);
    roster_key(app->roster, &context, ACTION_CLEAR);
    return APP_REDRAW;
}

static unsigned app_mute(struct app *app)
{
    app->is_muted = !app->is_muted;
    return APP_REDRAW;
}

static unsigned app_pause(struct app *app)
{
    app->is_paused = !app->is_paused;
    return APP_REDRAW;
}

static unsigned app_copy(struct app *app)
{
    return app_selected(app) ? APP_COPY : 0;
}

static unsigned app_units(struct app *app)
{
    app->options.fahrenheit = !app->options.fahrenheit;
    return APP_REDRAW;
}

static unsigned app_repaint(struct app *app)
{
    (void)app;
    return APP_REPAINT;
}

static unsigned app_quit(struct app *app)
{
    (void)app;
    return APP_QUIT;
}

typedef unsigned app_key_fn(struct app *app);

/* The other actions are the view's. */
static app_key_fn *const app_keys[ACTION_COUNT_] = {
    [ACTION_SORT_MENU] = app_menu_sort,
    [ACTION_COLUMNS] = app_menu_columns,
    [ACTION_FORGET] = app_menu_forget,
    [ACTION_HELP] = app_help,
    [ACTION_TILES] = app_tiles,
    [ACTION_DETAIL] = app_detail,
    [ACTION_LINK] = app_link,
    [ACTION_BELL_TEST] = app_bell_test,
    [ACTION_SEARCH] = app_search,
    [ACTION_FILTER] = app_filter,
    [ACTION_CLEAR] = app_clear,
    [ACTION_EVENTS] = app_events,
    [ACTION_BACK] = app_back,
    [ACTION_ACK] = app_ack,
    [ACTION_ACK_ALL] = app_ack_all,
    [ACTION_SNOOZE] = app_snooze,
    [ACTION_MAINTAIN] = app_maintain,
    [ACTION_MUTE] = app_mute,
    [ACTION_PAUSE] = app_pause,
    [ACTION_COPY] = app_copy,
    [ACTION_UNITS] = app_units,
    [ACTION_QUIT] = app_quit,
    [ACTION_REPAINT] = app_repaint,
    [ACTION_NEXT_VIEW] = app_next_view,
    [ACTION_PREVIOUS_VIEW] = app_previous_view,
};

static unsigned app_key_view(struct app *app, enum action action, int64_t now_ms)
{
    struct view_context context = app_context(app, now_ms);
    enum app_screen screen = app_screen(app);

    return app_views[screen]->key(app->states[screen], &context, action) ? APP_REDRAW : 0;
}

static void app_take_typed(struct app *app, int64_t now_ms, enum prompt_kind kind, const char *text)
{
    struct view_context context = app_context(app, now_ms);

    app->prompt_fault = NULL;
    if (kind == PROMPT_FILTER) {
        roster_filter(app->roster, text);
        app->prompt_fault = roster_filter_fault(app->roster);
    } else if (kind == PROMPT_SEARCH && !roster_search(app->roster, &context, text) && *text) {
        app->prompt_fault = "not found";
    }
}

/* What is no order leaves the prompt open, to be put right. */
static unsigned app_end_prompt(struct app *app, enum prompt_kind kind)
{
    unsigned reactions = APP_REDRAW;

    if (kind == PROMPT_SNOOZE || kind == PROMPT_MAINTAIN)
        reactions |= app_take_order(app, kind, buf_text(&app->prompt.text));
    if (app->prompt_fault)
        app->prompt.kind = kind;
    return reactions;
}

/* 0: the key is not for the prompt. */
static unsigned app_key_prompt(struct app *app, int key, int64_t now_ms)
{
    enum prompt_kind kind = app->prompt.kind;

    if (kind == PROMPT_CLOSED)
        return 0;
    switch (prompt_key(&app->prompt, key)) {
    case PROMPT_UNUSED: return 0;
    case PROMPT_EDITED: app_take_typed(app, now_ms, kind, buf_text(&app->prompt.text)); break;
    case PROMPT_CANCELLED: app_take_typed(app, now_ms, kind, ""); break;
    case PROMPT_DONE: return app_end_prompt(app, kind);
    }
    return APP_REDRAW;
}

static unsigned app_key_action(struct app *app, int key, int64_t now_ms)
{
    enum action action = keymap_find(&app->keymap, key, app_views[app_screen(app)]->screen);

    if (action == ACTION_NONE)
        return 0;
    return app_keys[action] ? app_keys[action](app) : app_key_view(app, action, now_ms);
}

/* An open menu takes them all. */
static unsigned app_key_menu(struct app *app, int key)
{
    return app_menu_take(app, menu_key(&app->menu, keymap_find(&app->keymap, key, ACTION_ON_MENU)));
}

static unsigned app_key_typed(struct app *app, int key, int64_t now_ms)
{
    unsigned reactions = app_key_prompt(app, key, now_ms);

    return reactions ? reactions : app_key_action(app, key, now_ms);
}

unsigned app_key(struct app *app, int key, int64_t now_ms)
{
    size_t depth = app->depth;
    unsigned reactions;

    app->now_ms = now_ms;
    app->remark = key == KEYCODE_RESIZE ? app->remark : NULL;
    reactions = key == KEYCODE_RESIZE ? APP_REDRAW : 0;
    if (!reactions && app->menu.kind)
        reactions = app_key_menu(app, key);
    else if (!reactions)
        reactions = app_key_typed(app, key, now_ms);
    if (app->depth != depth) /* another screen has no prompt */
        app->prompt.kind = PROMPT_CLOSED;
    app->must_draw |= (reactions & APP_REDRAW) != 0;
    return reactions;
}

/* --- mouse ----------------------------------------------------------------- */

static unsigned app_wheel(struct app *app, enum action action, int64_t now_ms)
{
    /* In the detail it chooses a metric, elsewhere it scrolls. */
    int steps = app_screen(app) == APP_DETAIL ? 1 : APP_WHEEL_ROWS;
    unsigned reactions = 0;

    if (app->menu.kind)
        return app_menu_take(app, menu_key(&app->menu, action));
    while (steps-- > 0)
        reactions |= app_key_view(app, action, now_ms);
    return reactions;
}

/* On a key in the footer: as if it were pressed. */
static unsigned app_click_footer(struct app *app, int col, int64_t now_ms)
{
    struct footer footer;
    int key;

    if (app->drawn_rows < APP_ROWS_MIN || app->drawn_cols < APP_COLS_MIN)
        return 0;
    app_fill_footer(app, &footer);
    key = footer_find(&footer, app->drawn_cols, col);
    return key ? app_key(app, key, now_ms) : 0;
}

/* A second click on the same device opens it. */
static unsigned app_click(struct app *app, const struct mouse *mouse, int64_t now_ms)
{
    struct view_context context = app_context(app, now_ms);
    enum app_screen screen = app_screen(app);
    enum view_hit hit = VIEW_HIT_NOTHING;
    bool is_second;

    if (mouse->row == app->drawn_rows - 1)
        return app_click_footer(app, mouse->col, now_ms);
    if (app->menu.kind)
        return app_menu_take(app, menu_click(&app->menu, mouse->row, mouse->col));
    if (app_views[screen]->click)
        hit = app_views[screen]->click(app->states[screen], &context, mouse->row, mouse->col);
    if (hit == VIEW_HIT_NOTHING)
        return 0;
    is_second = hit == VIEW_HIT_DEVICE && app->clicked == app_selected(app) &&
                now_ms - app->click_ms < APP_DOUBLE_CLICK_MS;
    app->clicked = hit == VIEW_HIT_DEVICE && !is_second ? app_selected(app) : NULL;
    app->click_ms = now_ms;
    return is_second ? app_detail(app) : APP_REDRAW;
}

unsigned app_mouse(struct app *app, const struct mouse *mouse, int64_t now_ms)
{
    unsigned reactions = 0;

    app->now_ms = now_ms;
    switch (mouse->kind) {
    case MOUSE_CLICK: reactions = app_click(app, mouse, now_ms); break;
    case MOUSE_WHEEL_UP: reactions = app_wheel(app, ACTION_UP, now_ms); break;
    case MOUSE_WHEEL_DOWN: reactions = app_wheel(app, ACTION_DOWN, now_ms); break;
    }
    app->must_draw |= (reactions & APP_REDRAW) != 0;
    return reactions;
}
