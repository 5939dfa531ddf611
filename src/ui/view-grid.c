/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/mem.h"
#include "ui/column.h"
#include "ui/group-row.h"
#include "ui/roster.h"

#include <stdlib.h>

struct grid {
    struct column_layout layout;
    size_t top; /* place of the first row */
    size_t page_rows;
    struct order_row *window;
    size_t window_size;
};

static void *grid_create(void)
{
    struct grid *grid = mem_zero(1, sizeof *grid);

    column_layout_make(&grid->layout, 0); /* a key may come before the first drawing */
    grid->page_rows = 1;
    return grid;
}

static void grid_destroy(void *state)
{
    struct grid *grid = state;

    free(grid->window);
    free(grid);
}

/* --- keys ------------------------------------------------------------------ */

static bool grid_sort(const struct grid *grid, struct order *order, enum action action)
{
    if (action != ACTION_SORT_LEFT && action != ACTION_SORT_RIGHT)
        return false;
    order->by = column_next_order(&grid->layout, order->by, action == ACTION_SORT_LEFT ? -1 : 1);
    return true;
}

static bool grid_key(void *state, const struct view_context *context, enum action action)
{
    struct grid *grid = state;

    return grid_sort(grid, roster_order(context->roster), action) ||
           roster_key(context->roster, context, action) ||
           roster_move(context->roster, action, grid->page_rows);
}

/* --- drawing --------------------------------------------------------------- */

/* The window goes where the cursor is. */
static void grid_follow(struct grid *grid, const struct roster *roster, size_t rows)
{
    size_t count = roster_count(roster);
    size_t place = roster_place(roster);

    if (place < grid->top)
        grid->top = place;
    if (place >= grid->top + rows)
        grid->top = place + 1 - rows;
    if (grid->top + rows > count)
        grid->top = count > rows ? count - rows : 0;
}

static void grid_add_waiting(const struct view_context *context, struct buf *out)
{
    buf_puts(out, "No devices yet: one appears here with its first message.");
    for (const char *const *filter = context->filters; filter && *filter; filter++)
        buf_addf(out, "%s %s", filter == context->filters ? " Listening to" : ",", *filter);
}

static void grid_draw_empty(const struct view_context *context, struct canvas *canvas,
                            struct view_area area)
{
    struct canvas_field field = {
        .row = area.top + 1, .col = 3, .width_cols = canvas->cols - 4, .style = STYLE_NORMAL
    };
    struct buf text = { 0 };

    if (device_table_count(model_devices(context->model)))
        buf_puts(&text, "No device is like that: Esc shows all of them.");
    else
        grid_add_waiting(context, &text);
    canvas_wrap(canvas, field, area.rows - 1, buf_text(&text));
    buf_finish(&text);
}

static void grid_draw_rows(struct grid *grid, const struct view_context *context,
                           struct canvas *canvas, struct view_area area)
{
    size_t rows = (size_t)area.rows, n;

    if (rows > grid->window_size) {
        grid->window = mem_resize(grid->window, rows, sizeof *grid->window);
        grid->window_size = rows;
    }
    n = roster_window(context->roster, grid->top, rows, grid->window);
    for (size_t i = 0; i < n; i++) {
        const struct order_row *row = &grid->window[i];
        bool selected = roster_is_selected(context->roster, row);

        if (row->heading)
            group_row_draw(row->heading, selected, canvas, area.top + (int)i);
        else
            column_draw_device(&grid->layout, context, row->device, selected, canvas,
                               area.top + (int)i);
    }
}

static void grid_draw(void *state, const struct view_context *context, struct canvas *canvas,
                      struct view_area area)
{
    struct grid *grid = state;

    if (area.rows < 2)
        return;
    column_layout_make(&grid->layout, canvas->cols);
    roster_update(context->roster, context);
    column_draw_headings(&grid->layout, context, roster_order(context->roster), canvas, area.top);
    area.top++;
    area.rows--;
    grid->page_rows = (size_t)area.rows;
    grid_follow(grid, context->roster, grid->page_rows);
    if (roster_count(context->roster) == 0)
        grid_draw_empty(context, canvas, area);
    else
        grid_draw_rows(grid, context, canvas, area);
}

const struct view_ops view_grid = {
    .screen = ACTION_ON_GRID,
    .create = grid_create,
    .destroy = grid_destroy,
    .key = grid_key,
    .draw = grid_draw,
};
