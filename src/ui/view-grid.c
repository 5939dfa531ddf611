/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/mem.h"
#include "ui/column-layout.h"
#include "ui/group-row.h"
#include "ui/roster.h"

#include <stdlib.h>

struct grid {
    struct column_layout layout;
    size_t top; /* place of the first row */
    size_t page_rows;
    struct order_row *window;
    size_t window_size;
    size_t n; /* rows drawn */
    int heading_row;
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

/* A page takes the window along, so that what was below it is all new. */
static bool grid_move(struct grid *grid, struct roster *roster, enum action action)
{
    size_t before = roster_place(roster), after;

    if (!roster_move(roster, action, grid->page_rows))
        return false;
    after = roster_place(roster);
    if (action == ACTION_PAGE_DOWN)
        grid->top += after - before;
    if (action == ACTION_PAGE_UP)
        grid->top -= before - after < grid->top ? before - after : grid->top;
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
    column_layout_make(&grid->layout, context, canvas->cols);
    roster_update(context->roster, context);
    grid->n = 0;
    grid->heading_row = area.top;
    column_draw_headings(&grid->layout, context, roster_order(context->roster), canvas, area.top);
    area.top++;
    area.rows--;
    grid->page_rows = (size_t)area.rows;
    grid_follow(grid, context->roster, grid->page_rows);
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
