/* SPDX-License-Identifier: MIT */
#include "ui/page.h"

#include "ui/scroll.h"

enum { PAGE_HEADING_COL = 1, PAGE_LEFT_COL = 3 };

void page_init(struct page *page, const struct canvas *canvas, int right_col)
{
    *page = (struct page){ .right_col = right_col };
    canvas_init(&page->canvas, canvas->ascii);
    canvas_resize(&page->canvas, PAGE_ROWS_MAX, canvas->cols);
}

void page_finish(struct page *page)
{
    canvas_finish(&page->canvas);
}

void page_add_heading(struct page *page, const char *text)
{
    page->row += page->row > 0;
    canvas_puts(&page->canvas, page->row, PAGE_HEADING_COL, STYLE_TITLE, text);
    page->row++;
}

void page_add_row(struct page *page, enum style left_style, const char *left,
                  enum style right_style, const char *right)
{
    struct canvas_field field = { .row = page->row,
                                  .col = page->right_col,
                                  .width_cols = page->canvas.cols - page->right_col - 1,
                                  .style = right_style };

    canvas_puts(&page->canvas, page->row, PAGE_LEFT_COL, left_style, left);
    page->row += canvas_wrap(&page->canvas, field, PAGE_ROWS_MAX - page->row, right);
}

static size_t page_places(const struct page_scroll *scroll)
{
    return scroll->n_rows > scroll->page_rows ? scroll->n_rows - scroll->page_rows + 1 : 1;
}

bool page_key(struct page_scroll *scroll, enum action action)
{
    return scroll_move(action, page_places(scroll), scroll->page_rows, &scroll->top);
}

void page_draw(const struct page *page, struct page_scroll *scroll, struct canvas *canvas,
               struct view_area area)
{
    scroll->n_rows = (size_t)page->row;
    scroll->page_rows = (size_t)area.rows;
    if (scroll->top >= page_places(scroll))
        scroll->top = page_places(scroll) - 1;
    for (int i = 0; i < area.rows; i++)
        canvas_copy_row(canvas, area.top + i, &page->canvas, (int)scroll->top + i);
}

enum style page_title(const struct page_scroll *scroll, const char *title,
                      const struct view_context *context, struct line *line)
{
    buf_puts(&line->text, title);
    line_end_part(line, (struct line_part){ .style = STYLE_HEADING });
    if (scroll->top + scroll->page_rows < scroll->n_rows)
        view_add_more(context, STYLE_HEADING, line);
    return STYLE_HEADING;
}
