/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/mem.h"
#include "ui/column.h"
#include "ui/scroll.h"

#include <stdlib.h>

struct grid {
    struct order order;
    struct order_list *list;
    struct column_layout layout;
    /* Before the first key the cursor stays on the first row, whoever comes in above; afterwards it
     * stays on its device, wherever that goes. */
    const struct device *selected;
    bool has_moved;
    size_t top; /* place of the first row */
    size_t page_rows;
    const struct device **window;
    size_t window_size;
};

static void *grid_create(void)
{
    struct grid *grid = mem_zero(1, sizeof *grid);

    grid->list = order_list_create();
    column_layout_make(&grid->layout, 0); /* a key may come before the first drawing */
    grid->page_rows = 1;
    return grid;
}

static void grid_destroy(void *state)
{
    struct grid *grid = state;

    order_list_destroy(grid->list);
    free(grid->window);
    free(grid);
}

static const struct device *grid_selected(const void *state)
{
    return ((const struct grid *)state)->selected;
}

/* --- keys ------------------------------------------------------------------ */

static const struct device *grid_device_at(struct grid *grid, size_t place)
{
    const struct device *device = NULL;

    order_list_window(grid->list, place, 1, &device);
    return device;
}

static size_t grid_place(const struct grid *grid)
{
    return grid->selected ? order_list_place(grid->list, grid->selected) : 0;
}

static bool grid_sort(struct grid *grid, enum action action)
{
    struct order *order = &grid->order;

    switch (action) {
    case ACTION_SORT_LEFT: order->by = column_next_order(&grid->layout, order->by, -1); break;
    case ACTION_SORT_RIGHT: order->by = column_next_order(&grid->layout, order->by, 1); break;
    case ACTION_INVERT: order->inverted = !order->inverted; break;
    case ACTION_PROBLEMS_FIRST: order->problems_first = !order->problems_first; break;
    default: return false;
    }
    return true;
}

static bool grid_key(void *state, const struct view_context *context, enum action action)
{
    struct grid *grid = state;
    size_t place;

    if (grid_sort(grid, action))
        return true;
    order_list_update(grid->list, &grid->order, context->model);
    place = grid_place(grid);
    if (!scroll_move(action, order_list_count(grid->list), grid->page_rows, &place))
        return false;
    grid->selected = grid_device_at(grid, place);
    grid->has_moved = grid->selected;
    return true;
}

/* --- drawing --------------------------------------------------------------- */

/* The window goes where the cursor is. */
static void grid_follow(struct grid *grid, size_t rows)
{
    size_t count = order_list_count(grid->list);
    size_t place = grid->has_moved ? grid_place(grid) : 0;

    if (place < grid->top)
        grid->top = place;
    if (place >= grid->top + rows)
        grid->top = place + 1 - rows;
    if (grid->top + rows > count)
        grid->top = count > rows ? count - rows : 0;
}

static void grid_draw_empty(const struct view_context *context, struct canvas *canvas,
                            struct view_area area)
{
    struct canvas_field field = {
        .row = area.top + 1, .col = 3, .width_cols = canvas->cols - 4, .style = STYLE_NORMAL
    };
    struct buf text = { 0 };

    buf_puts(&text, "No devices yet: one appears here with its first message.");
    for (const char *const *filter = context->filters; filter && *filter; filter++)
        buf_addf(&text, "%s %s", filter == context->filters ? " Listening to" : ",", *filter);
    canvas_wrap(canvas, field, area.rows - 1, buf_text(&text));
    buf_finish(&text);
}

static void grid_draw_devices(struct grid *grid, const struct view_context *context,
                              struct canvas *canvas, struct view_area area)
{
    size_t rows = (size_t)area.rows, n;

    if (rows > grid->window_size) {
        grid->window = mem_resize(grid->window, rows, sizeof *grid->window);
        grid->window_size = rows;
    }
    n = order_list_window(grid->list, grid->top, rows, grid->window);
    if (!grid->has_moved && n)
        grid->selected = grid->window[0];
    for (size_t i = 0; i < n; i++)
        column_draw_device(&grid->layout, context, grid->window[i],
                           grid->window[i] == grid->selected, canvas, area.top + (int)i);
}

static void grid_draw(void *state, const struct view_context *context, struct canvas *canvas,
                      struct view_area area)
{
    struct grid *grid = state;

    if (area.rows < 2)
        return;
    column_layout_make(&grid->layout, canvas->cols);
    order_list_update(grid->list, &grid->order, context->model);
    column_draw_headings(&grid->layout, context, &grid->order, canvas, area.top);
    area.top++;
    area.rows--;
    grid->page_rows = (size_t)area.rows;
    grid_follow(grid, grid->page_rows);
    if (order_list_count(grid->list) == 0)
        grid_draw_empty(context, canvas, area);
    else
        grid_draw_devices(grid, context, canvas, area);
}

const struct view_ops view_grid = {
    .screen = ACTION_ON_GRID,
    .create = grid_create,
    .destroy = grid_destroy,
    .key = grid_key,
    .draw = grid_draw,
    .selected = grid_selected,
};
