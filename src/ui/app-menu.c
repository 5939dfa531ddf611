/* SPDX-License-Identifier: MIT */
#include "ui/app-state.h"
#include "ui/column-layout.h"

#include <string.h>

/* Behind the orders of our own columns in the values of the sort menu. */
enum { APP_MENU_METRIC = ORDER_COUNT_ };

enum { APP_MENU_METRICS_MAX = 200, APP_MENU_AUTOMATIC = -1 };

/* The numbers of the metrics that any device has, but those that are columns of ours. */
static int app_menu_metrics(const struct app *app, int numbers[static APP_MENU_METRICS_MAX])
{
    const struct device_table *devices = model_devices(app->model);
    bool is_there[METRIC_NAMES_MAX] = { false };
    int n = 0;

    for (size_t i = 0; i < device_table_count(devices); i++) {
        const struct device *device = device_table_get(devices, i);

        for (size_t m = 0; m < device->n_metrics; m++)
            is_there[device->metrics[m].name] = true;
    }
    for (int i = METRIC_HUMIDITY + 1; i < METRIC_NAMES_MAX && n < APP_MENU_METRICS_MAX; i++)
        if (is_there[i])
            numbers[n++] = i;
    return n;
}

/* --- sort ------------------------------------------------------------------ */

static void app_menu_add_order(struct app *app, const char *name, int value, bool is_current)
{
    const struct order *order = roster_order(app->roster);
    struct buf text = { 0 };

    buf_puts(&text, name);
    if (is_current)
        buf_addf(&text, " %s",
                 theme_glyph(order->inverted ? GLYPH_DESCENDING : GLYPH_ASCENDING, false));
    menu_add(&app->menu, text.data, value, is_current);
    buf_finish(&text);
}

unsigned app_menu_sort(struct app *app)
{
    const struct order *order = roster_order(app->roster);
    int numbers[APP_MENU_METRICS_MAX];
    int n = app_menu_metrics(app, numbers);

    menu_open(&app->menu, MENU_SORT, "Sort by", NULL);
    for (enum column column = 0; column < COLUMN_METRIC; column++) {
        const struct column_row *row = column_get(column);

        if (row->order != ORDER_COUNT_)
            app_menu_add_order(app, row->name, (int)row->order, row->order == order->by);
    }
    for (int i = 0; i < n; i++)
        app_menu_add_order(app, metric_names_get(model_metrics(app->model), numbers[i]),
                           APP_MENU_METRIC + numbers[i],
                           order->by == ORDER_METRIC && order->metric == numbers[i]);
    return APP_REDRAW;
}

/* What it is sorted by already is turned round. */
static void app_menu_choose_order(struct app *app, int value)
{
    bool is_metric = value >= APP_MENU_METRIC;

    column_order(roster_order(app->roster), is_metric ? ORDER_METRIC : (enum order_by)value,
                 is_metric ? value - APP_MENU_METRIC : 0);
}

/* --- columns --------------------------------------------------------------- */

static const char *app_menu_place_name(const struct column_place *place)
{
    return place->metric ? place->metric : column_get(place->column)->name;
}

/* Wanted, or shown because there is room for it. */
static bool app_menu_has_column(struct app *app, const char *name)
{
    struct view_context context = app_context(app, app->now_ms);
    struct column_layout shown;

    if (app->columns.n)
        return column_list_has(&app->columns, name);
    column_layout_make(&shown, &context, app->drawn_cols);
    for (size_t i = 0; i < shown.n; i++)
        if (strcmp(app_menu_place_name(&shown.places[i]), name) == 0)
            return true;
    return false;
}

static void app_menu_add_column(struct app *app, const char *name)
{
    menu_add(&app->menu, name, 0, app_menu_has_column(app, name));
}

unsigned app_menu_columns(struct app *app)
{
    const struct metric_names *names = model_metrics(app->model);
    int numbers[APP_MENU_METRICS_MAX];
    int n = app_menu_metrics(app, numbers);

    menu_open(&app->menu, MENU_COLUMNS, "Columns", NULL);
    app->menu.has_boxes = true;
    menu_add(&app->menu, "as many as there is room for", APP_MENU_AUTOMATIC, !app->columns.n);
    for (enum column column = COLUMN_DEVICE + 1; column < COLUMN_METRIC; column++)
        app_menu_add_column(app, column_get(column)->name);
    for (size_t i = 0; i < app->columns.n; i++) {
        const char *metric = app->columns.wants[i].metric;

        if (metric && metric_names_find(names, metric) < 0)
            app_menu_add_column(app, metric);
    }
    for (int i = 0; i < n; i++)
        app_menu_add_column(app, metric_names_get(names, numbers[i]));
    return APP_REDRAW;
}

/* From what is there to what is wanted: all of ours, and the metrics that are shown. */
static void app_menu_want_shown(struct app *app)
{
    struct view_context context = app_context(app, app->now_ms);
    struct column_layout shown;

    column_layout_make(&shown, &context, app->drawn_cols);
    for (enum column column = 0; column < COLUMN_METRIC; column++)
        column_list_add(&app->columns, column_get(column)->name);
    for (size_t i = 0; i < shown.n; i++)
        if (shown.places[i].column == COLUMN_METRIC)
            column_list_add(&app->columns, shown.places[i].metric);
}

static void app_menu_toggle_column(struct app *app)
{
    struct menu *menu = &app->menu;
    const struct menu_item *item = menu_item(menu);

    if (item->value == APP_MENU_AUTOMATIC) {
        if (app->columns.n)
            column_list_finish(&app->columns);
        else
            app_menu_want_shown(app);
    } else {
        if (!app->columns.n)
            app_menu_want_shown(app);
        column_list_toggle(&app->columns, item->text);
    }
    menu->items[0].is_on = !app->columns.n;
    for (size_t i = 1; i < menu->n; i++)
        menu->items[i].is_on = app_menu_has_column(app, menu->items[i].text);
}

/* --- forget ---------------------------------------------------------------- */

static void app_menu_add_device(const struct app *app, struct buf *out)
{
    if (app->names.locations.are_several)
        buf_addf(out, "%s/", app->asked->location);
    buf_puts(out, app->asked->id);
}

/* The cursor is on "no": a key too many does no harm. */
static void app_menu_add_answers(struct app *app, const char *no, const char *yes)
{
    menu_add(&app->menu, no, false, true);
    menu_add(&app->menu, yes, true, false);
}

unsigned app_menu_forget(struct app *app)
{
    struct buf question = { 0 };

    app->asked = app_selected(app);
    if (!app->asked)
        return 0;
    app_menu_add_device(app, &question);
    buf_puts(&question, ": forget it? It comes back when it says something.");
    menu_open(&app->menu, MENU_FORGET, "Forget", question.data);
    app_menu_add_answers(app, "No, keep it", "Yes, forget it");
    buf_finish(&question);
    return APP_REDRAW;
}

/* A question of its own: this one is about all who watch this broker. */
static void app_menu_ask_clear(struct app *app)
{
    struct buf question = { 0 };

    app_menu_add_device(app, &question);
    buf_puts(&question, ": also clear what the broker retains of it, for everybody?");
    menu_open(&app->menu, MENU_CLEAR, "Clear", question.data);
    app_menu_add_answers(app, "No, leave it there", "Yes, clear status and readings");
    buf_finish(&question);
}

static unsigned app_menu_choose_forget(struct app *app)
{
    if (app_screen(app) == APP_DETAIL)
        app->depth--;
    menu_close(&app->menu);
    if (app->options.may_publish && link_state_is_up(model_link_state(app->model)))
        app_menu_ask_clear(app);
    return APP_FORGET | APP_REDRAW;
}

/* --- what is chosen -------------------------------------------------------- */

static unsigned app_menu_choose(struct app *app)
{
    int value = menu_item(&app->menu)->value;
    unsigned reactions = APP_REDRAW;

    switch (app->menu.kind) {
    case MENU_SORT: app_menu_choose_order(app, value); break;
    case MENU_COLUMNS: app_menu_toggle_column(app); return APP_REDRAW;
    case MENU_FORGET:
        if (value)
            return app_menu_choose_forget(app);
        break;
    case MENU_CLEAR: reactions |= value ? APP_CLEAR : 0; break;
    case MENU_CLOSED: break;
    }
    menu_close(&app->menu);
    return reactions;
}

unsigned app_menu_take(struct app *app, enum menu_result result)
{
    switch (result) {
    case MENU_CHOSEN: return app_menu_choose(app);
    case MENU_CANCELLED: menu_close(&app->menu); return APP_REDRAW;
    case MENU_MOVED: return APP_REDRAW;
    case MENU_UNUSED: break;
    }
    return 0;
}
