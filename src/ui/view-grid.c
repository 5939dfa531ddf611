/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/mem.h"
#include "ui/column-layout.h"
#include "ui/group-row.h"
#include "ui/roster.h"
#include "ui/row-key.h"
#include "ui/scroll.h"

#include <stdlib.h>

struct grid {
    struct column_layout layout;
    size_t top; /* place of the first row */
    size_t page_rows;
    struct order_row *window;
    size_t window_size;
    size_t n; /* rows drawn */
    int heading_row;
    uint64_t key;         /* of the layout and all else that its rows have in common */
    int64_t second_ms;    /* of the last frame */
    int64_t age_clock_ms; /* in it */
    bool has_aged;        /* since then */
};

static void grid_init(void *state)
{
    struct grid *grid = state;

    grid->page_rows = 1;
}

static void grid_finish(void *state)
{
    struct grid *grid = state;

    free(grid->window);
}

/* --- keys ------------------------------------------------------------------ */

static bool grid_move(struct grid *grid, struct roster *roster, enum action action)
{
    size_t before = roster_place(roster);

    if (!roster_move(roster, action, grid->page_rows))
        return false;
    scroll_turn(action, before, roster_place(roster), &grid->top);
    return true;
}

static bool grid_key(void *state, const struct view_context *context, enum action action)
{
    struct grid *grid = state;

    return roster_key(context->roster, context, action) || grid_move(grid, context->roster, action);
}

/* On the device that was drawn there, wherever it is by now. */
static enum view_hit grid_click(void *state, const struct view_context *context, int row, int col)
{
    struct grid *grid = state;
    size_t place = (size_t)(row - grid->heading_row - 1);

    if (row == grid->heading_row)
        return column_click(&grid->layout, roster_order(context->roster), col) ? VIEW_HIT_SOMETHING
                                                                               : VIEW_HIT_NOTHING;
    if (row < grid->heading_row || place >= grid->n)
        return VIEW_HIT_NOTHING;
    if (grid->window[place].device) {
        roster_select(context->roster, grid->window[place].device);
        return VIEW_HIT_DEVICE;
    }
    roster_fold_at(context->roster, grid->top + place);
    return VIEW_HIT_SOMETHING;
}

/* --- drawing --------------------------------------------------------------- */

/* A row that shows what it should stays; its ages step with the clock. */
static void grid_draw_device(const struct grid *grid, const struct view_context *context,
                             const struct device *device, struct canvas *canvas, int row)
{
    uint64_t key = row_key_device(grid->key, context, device);

    if (!canvas_open_row(canvas, row, key))
        column_draw_device(&grid->layout, context, device, canvas, row);
    else if (grid->has_aged)
        column_draw_ages(&grid->layout, context, device, canvas, row);
    canvas_close_row(canvas);
}

static void grid_draw_rows(struct grid *grid, const struct view_context *context,
                           struct canvas *canvas, struct view_area area)
{
    size_t rows = (size_t)area.rows, n;

    if (rows > grid->window_size) {
        grid->window = mem_resize(grid->window, rows, sizeof *grid->window);
        grid->window_size = rows;
    }
    n = grid->n = roster_window(context->roster, grid->top, rows, grid->window);
    for (size_t i = 0; i < n; i++) {
        const struct order_row *row = &grid->window[i];

        if (row->heading)
            group_row_draw(row->heading, roster_is_selected(context->roster, row), canvas,
                           area.top + (int)i);
        else
            grid_draw_device(grid, context, row->device, canvas, area.top + (int)i);
    }
}

static void grid_draw_headings(const struct grid *grid, const struct view_context *context,
                               struct canvas *canvas)
{
    int row = grid->heading_row;

    if (!canvas_open_row(canvas, row, row_key_headings(grid->key, context)))
        column_draw_headings(&grid->layout, context, roster_order(context->roster), canvas, row);
    canvas_close_row(canvas);
}

/* Whether ages are others than in the frame before. */
static void grid_look_at_clock(struct grid *grid, const struct view_context *context)
{
    int64_t second_ms = column_second_ms(context, context->now_ms);
    int64_t age_clock_ms = column_age_clock_ms(context);

    grid->has_aged = second_ms != grid->second_ms || age_clock_ms != grid->age_clock_ms;
    grid->second_ms = second_ms;
    grid->age_clock_ms = age_clock_ms;
}

static void grid_draw(void *state, const struct view_context *context, struct canvas *canvas,
                      struct view_area area)
{
    struct grid *grid = state;

    if (area.rows < 2)
        return;
    column_layout_make(&grid->layout, context, canvas->cols);
    roster_update(context->roster, context);
    grid->n = 0;
    grid->heading_row = area.top;
    grid->key = row_key_grid(&grid->layout, context);
    grid_look_at_clock(grid, context);
    grid_draw_headings(grid, context, canvas);
    area.top++;
    area.rows--;
    grid->page_rows = (size_t)area.rows;
    grid->top = scroll_follow(grid->top, grid->page_rows, roster_count(context->roster),
                              roster_place(context->roster));
    if (roster_count(context->roster) == 0)
        roster_draw_empty(context, canvas, area);
    else
        grid_draw_rows(grid, context, canvas, area);
}

const struct view_ops view_grid = {
    .screen = ACTION_ON_GRID,
    .state_bytes = sizeof(struct grid),
    .init = grid_init,
    .finish = grid_finish,
    .key = grid_key,
    .click = grid_click,
    .draw = grid_draw,
};
