/* SPDX-License-Identifier: MIT */
#include "ui/column-layout.h"

#include "ui/column-list.h"
#include "ui/device-names.h"
#include "ui/mark.h"
#include "ui/roster.h"

#include <stddef.h>

enum {
    LAYOUT_FIRST_COL = MARK_COLS + 1,
    LAYOUT_WIDE_SCREEN = 100, /* from here on two blanks between columns */
    LAYOUT_EXTRAS_MAX = 6,
    LAYOUT_EXTRA_ROOM = 20,    /* that trend and alert get before another metric has a column */
    LAYOUT_TREND_COLS_MIN = 5, /* where names need the others */
    LAYOUT_SAMPLE = 1000,      /* devices that are asked what they have */
    LAYOUT_SHARE = 4,          /* one in so many must have it */
};

struct layout_count {
    uint16_t metric;
    uint32_t n;
};

/* Which metrics there are among some of the devices, most frequent first. */
struct layout_census {
    size_t n;
    struct layout_count counts[READING_METRICS_MAX * 2];
};

/* --- census ---------------------------------------------------------------- */

static void layout_count_metric(struct layout_census *census, uint16_t metric)
{
    size_t i = 0;

    while (i < census->n && census->counts[i].metric != metric)
        i++;
    if (i == sizeof census->counts / sizeof *census->counts)
        return;
    if (i == census->n)
        census->counts[census->n++] = (struct layout_count){ .metric = metric };
    census->counts[i].n++;
    for (; i > 0 && census->counts[i - 1].n < census->counts[i].n; i--) {
        struct layout_count swapped = census->counts[i];

        census->counts[i] = census->counts[i - 1];
        census->counts[i - 1] = swapped;
    }
}

static size_t layout_take_census(struct layout_census *census, const struct device_table *devices)
{
    size_t n = device_table_count(devices), asked = 0;
    size_t step = n / LAYOUT_SAMPLE + 1;

    census->n = 0;
    for (size_t i = 0; i < n; i += step) {
        const struct device *device = device_table_get(devices, i);

        asked += !device->is_gone;
        for (size_t m = 0; m < device->n_metrics; m++)
            if (device->metrics[m].name > METRIC_HUMIDITY)
                layout_count_metric(census, device->metrics[m].name);
    }
    return asked;
}

/* --- what is wanted -------------------------------------------------------- */

static void layout_add(struct column_layout *layout, enum column column, const char *metric)
{
    layout->places[layout->n++] = (struct column_place){ .column = column, .metric = metric };
}

static void layout_add_wanted(struct column_layout *layout, const struct column_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        layout_add(layout, list->wants[i].column, list->wants[i].metric);
}

/* Of ours each has a screen that is wide enough for it. */
static void layout_add_ours(struct column_layout *layout, int screen_cols)
{
    for (enum column column = 0; column < COLUMN_METRIC; column++)
        if (screen_cols >= column_get(column)->from_cols)
            layout_add(layout, column, NULL);
}

/* --- widths ---------------------------------------------------------------- */

static void layout_measure(struct column_layout *layout, const struct view_context *context)
{
    for (size_t i = 0; i < layout->n; i++) {
        struct column_place *place = &layout->places[i];

        if (place->column == COLUMN_METRIC) {
            place->number = metric_names_find(model_metrics(context->model), place->metric);
            place->width_cols = column_metric_cols(context, place->metric);
        } else {
            place->width_cols = column_get(place->column)->min_cols;
        }
    }
}

static size_t layout_find_least(const struct column_layout *layout)
{
    size_t least = layout->n - 1;

    for (size_t i = layout->n; i-- > 0;)
        if (column_get(layout->places[i].column)->from_cols >
            column_get(layout->places[least].column)->from_cols)
            least = i;
    return least;
}

/* What is left of the screen; the least important columns go until something is. */
static int layout_cut(struct column_layout *layout, int room_cols, int gap_cols)
{
    for (size_t i = 0; i < layout->n; i++)
        room_cols -= layout->places[i].width_cols + gap_cols;
    while (room_cols < 0 && layout->n > 1) {
        size_t least = layout_find_least(layout);

        room_cols += layout->places[least].width_cols + gap_cols;
        layout->n--;
        for (size_t i = least; i < layout->n; i++)
            layout->places[i] = layout->places[i + 1];
    }
    return room_cols;
}

static struct column_place *layout_find(struct column_layout *layout, enum column column)
{
    for (size_t i = 0; i < layout->n; i++)
        if (layout->places[i].column == column)
            return &layout->places[i];
    return NULL;
}

/* Names come first: what nearly all of them need the trend gives if nobody else can. */
static int layout_shrink_trend(struct column_layout *layout, int name_cols, int room_cols)
{
    int short_cols = name_cols - layout_find(layout, COLUMN_DEVICE)->width_cols - room_cols;
    struct column_place *trend = layout_find(layout, COLUMN_TREND);
    int spare_cols = trend ? trend->width_cols - LAYOUT_TREND_COLS_MIN : 0;
    int given_cols = short_cols < spare_cols ? short_cols : spare_cols;

    if (given_cols <= 0)
        return room_cols;
    trend->width_cols -= given_cols;
    return room_cols + given_cols;
}

static int layout_widen_device(struct column_layout *layout, int name_cols, int room_cols)
{
    struct column_place *device = layout_find(layout, COLUMN_DEVICE);
    int more_cols = name_cols - device->width_cols;

    if (more_cols > room_cols)
        more_cols = room_cols;
    if (more_cols <= 0)
        return room_cols;
    device->width_cols += more_cols;
    return room_cols - more_cols;
}

/* Behind the humidity, as long as there is room for more than that. */
static int layout_add_extras(struct column_layout *layout, const struct view_context *context,
                             int room_cols, int gap_cols)
{
    struct layout_census census;
    size_t asked = layout_take_census(&census, model_devices(context->model));
    size_t at = 0;

    while (at < layout->n && layout->places[at].column != COLUMN_HUMIDITY)
        at++;
    for (size_t i = 0; i < census.n && i < LAYOUT_EXTRAS_MAX; i++) {
        uint16_t number = census.counts[i].metric;
        const char *name = metric_names_get(model_metrics(context->model), number);
        int cols = column_metric_cols(context, name);

        if (census.counts[i].n * LAYOUT_SHARE < asked ||
            room_cols - cols - gap_cols < LAYOUT_EXTRA_ROOM || at + 1 >= layout->n)
            break;
        at++;
        for (size_t k = layout->n++; k > at; k--)
            layout->places[k] = layout->places[k - 1];
        layout->places[at] = (struct column_place){
            .column = COLUMN_METRIC, .metric = name, .number = number, .width_cols = cols
        };
        room_cols -= cols + gap_cols;
    }
    return room_cols;
}

/* Gives the room that is left away, a share after the other; to the device no more than names_cols.
 */
static void layout_grow(struct column_layout *layout, int names_cols, int room_cols)
{
    bool grew = true;

    while (grew && room_cols > 0) {
        grew = false;
        for (size_t i = 0; i < layout->n; i++) {
            struct column_place *place = &layout->places[i];
            const struct column_row *row = column_get(place->column);
            int max_cols = place->column == COLUMN_DEVICE ? names_cols : row->max_cols;
            int share = row->grow < room_cols ? row->grow : room_cols;

            if (row->grow && place->width_cols + share > max_cols)
                share = max_cols > place->width_cols ? max_cols - place->width_cols : 0;
            place->width_cols += share;
            room_cols -= share;
            grew |= share > 0;
        }
    }
}

static bool layout_has_locations(const struct view_context *context)
{
    return context->with_location && !roster_order(context->roster)->by_location;
}

/* Shares out what is left of the screen. */
static void layout_spend(struct column_layout *layout, const struct view_context *context,
                         int room_cols, int gap_cols)
{
    const struct device_names *names = context->names;
    bool with_location = layout_has_locations(context);
    int usual_cols = device_names_usual_cols(names, with_location);

    room_cols = layout_shrink_trend(layout, usual_cols, room_cols);
    room_cols = layout_widen_device(layout, usual_cols, room_cols);
    if (!context->columns->n && room_cols > LAYOUT_EXTRA_ROOM)
        room_cols = layout_add_extras(layout, context, room_cols, gap_cols);
    layout_grow(layout, device_names_cols(names, with_location), room_cols);
    layout->location_cols = 0;
    if (with_location)
        layout->location_cols =
            device_names_location_cols(names, layout_find(layout, COLUMN_DEVICE)->width_cols);
}

void column_layout_make(struct column_layout *layout, const struct view_context *context,
                        int screen_cols)
{
    int gap_cols = screen_cols >= LAYOUT_WIDE_SCREEN ? 2 : 1;
    int room_cols = screen_cols - LAYOUT_FIRST_COL + gap_cols;
    int col = LAYOUT_FIRST_COL;

    layout->n = 0;
    if (context->columns->n)
        layout_add_wanted(layout, context->columns);
    else
        layout_add_ours(layout, screen_cols);
    layout_measure(layout, context);
    room_cols = layout_cut(layout, room_cols, gap_cols);
    layout_spend(layout, context, room_cols, gap_cols);
    for (size_t i = 0; i < layout->n; i++) {
        layout->places[i].col = col;
        col += layout->places[i].width_cols + gap_cols;
    }
}
