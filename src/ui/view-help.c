/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/mem.h"
#include "ui/mark.h"
#include "ui/scroll.h"

#include <stdlib.h>
#include <string.h>

enum { HELP_ROWS_MAX = 200, HELP_LEFT_COL = 3, HELP_RIGHT_COL = 16 };

struct help {
    size_t top;
    size_t page_rows;
    size_t n_rows;
};

/* The whole text, of which the screen shows a part. */
struct help_page {
    struct canvas canvas;
    int row;
};

static const struct {
    const char *sign;
    const char *help;
} help_signs[] = {
    { "↑ ↓", "behind a temperature: rising, falling, against the mean of five minutes" },
    { "r", "behind a temperature: a stored reading, not a live one" },
    { "–", "no value" },
    { "AGE*", "the link is down, and ages are those of the moment it broke" },
    { "*", "before a device: pinned to the top" },
    { "ack", "behind an alert: acknowledged" },
};

static void *help_create(void)
{
    struct help *help = mem_zero(1, sizeof *help);

    help->page_rows = 1;
    return help;
}

/* --- the page -------------------------------------------------------------- */

static void help_add_heading(struct help_page *page, const char *text)
{
    page->row += page->row > 0;
    canvas_puts(&page->canvas, page->row, 1, STYLE_TITLE, text);
    page->row++;
}

static void help_add_row(struct help_page *page, enum style style, const char *left,
                         const char *right)
{
    struct canvas_field field = { .row = page->row,
                                  .col = HELP_RIGHT_COL,
                                  .width_cols = page->canvas.cols - HELP_RIGHT_COL - 1,
                                  .style = STYLE_NORMAL };

    canvas_puts(&page->canvas, page->row, HELP_LEFT_COL, style, left);
    page->row += canvas_wrap(&page->canvas, field, HELP_ROWS_MAX - page->row, right);
}

static void help_add_action(struct help_page *page, const struct action_row *row)
{
    struct buf keys = { 0 };

    for (size_t i = 0; i < ACTION_KEYS_MAX && row->keys[i]; i++) {
        buf_puts(&keys, i ? " " : "");
        action_format_key(row->keys[i], &keys);
    }
    help_add_row(page, STYLE_KEY, buf_text(&keys), row->help);
    buf_finish(&keys);
}

static void help_fill(struct help_page *page)
{
    const char *group = "";

    for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT_; action++) {
        const struct action_row *row = action_get(action);

        if (strcmp(group, row->group) != 0)
            help_add_heading(page, row->group);
        group = row->group;
        help_add_action(page, row);
    }
    help_add_heading(page, "Marks before a device");
    for (enum mark mark = 0; mark < MARK_NONE; mark++)
        help_add_row(page, mark_get(mark)->style, mark_get(mark)->text, mark_get(mark)->help);
    help_add_heading(page, "Signs");
    for (size_t i = 0; i < sizeof help_signs / sizeof *help_signs; i++)
        help_add_row(page, STYLE_NORMAL, help_signs[i].sign, help_signs[i].help);
}

/* --- the view -------------------------------------------------------------- */

static size_t help_places(const struct help *help)
{
    return help->n_rows > help->page_rows ? help->n_rows - help->page_rows + 1 : 1;
}

static bool help_key(void *state, const struct view_context *context, enum action action)
{
    struct help *help = state;

    (void)context;
    return scroll_move(action, help_places(help), help->page_rows, &help->top);
}

static void help_draw(void *state, const struct view_context *context, struct canvas *canvas,
                      struct view_area area)
{
    struct help *help = state;
    struct help_page page = { .row = 0 };

    (void)context;
    if (area.rows < 2)
        return;
    canvas_init(&page.canvas, canvas->ascii);
    canvas_resize(&page.canvas, HELP_ROWS_MAX, canvas->cols);
    help_fill(&page);
    help->n_rows = (size_t)page.row;
    help->page_rows = (size_t)area.rows - 1;
    if (help->top >= help_places(help))
        help->top = help_places(help) - 1;
    canvas_puts(canvas, area.top, 1, STYLE_HEADING, "HELP");
    canvas_paint(canvas, area.top, STYLE_HEADING);
    for (int i = 1; i < area.rows; i++)
        canvas_copy_row(canvas, area.top + i, &page.canvas, (int)help->top + i - 1);
    canvas_finish(&page.canvas);
}

const struct view_ops view_help = {
    .screen = ACTION_ON_HELP,
    .create = help_create,
    .destroy = free,
    .key = help_key,
    .draw = help_draw,
};
