/* SPDX-License-Identifier: MIT
 *
 * page: a text of headings and rows of two columns, longer than the screen. A
 * view fills it anew for each drawing and keeps only where it was scrolled to.
 */
#ifndef SENSORTOP_UI_PAGE_H
#define SENSORTOP_UI_PAGE_H

#include "ui/view.h"

enum { PAGE_ROWS_MAX = 250 };

struct page {
    struct canvas canvas;
    int row;
    int right_col;
};

/* Where it was scrolled to; zeroed: to the top. */
struct page_scroll {
    size_t top;
    size_t page_rows;
    size_t n_rows;
};

/* As wide as the canvas it will be shown on; the right column begins at right_col. */
void page_init(struct page *page, const struct canvas *canvas, int right_col);
void page_finish(struct page *page);

void page_add_heading(struct page *page, const char *text);

/* The right text takes as many rows as it needs. */
void page_add_row(struct page *page, enum style left_style, const char *left,
                  enum style right_style, const char *right);

void page_draw(const struct page *page, struct page_scroll *scroll, struct canvas *canvas,
               struct view_area area);

/* The title of a view that drew one. */
enum style page_title(const struct page_scroll *scroll, const char *title,
                      const struct view_context *context, struct line *line);

/* False: the action does not move. */
bool page_key(struct page_scroll *scroll, enum action action);

#endif
