/* SPDX-License-Identifier: MIT */
#include "ui/menu.h"

#include "core/mem.h"
#include "ui/scroll.h"

#include <stdlib.h>
#include <string.h>

enum {
    MENU_FRAME_COLS = 4,     /* a line and a blank on either side */
    MENU_BOX_COLS = 4,       /* "[x] " */
    MENU_QUESTION_COLS = 56, /* longer ones go on in the next row */
    MENU_QUESTION_ROWS = 3,
};

void menu_close(struct menu *menu)
{
    for (size_t i = 0; i < menu->n; i++)
        free(menu->items[i].text);
    free(menu->items);
    free(menu->question);
    *menu = (struct menu){ 0 };
}

void menu_open(struct menu *menu, enum menu_kind kind, const char *title, const char *question)
{
    menu_close(menu);
    menu->kind = kind;
    menu->title = title;
    menu->page_rows = 1;
    if (question)
        menu->question = mem_text(question, strlen(question));
}

void menu_add(struct menu *menu, const char *text, int value, bool is_on)
{
    menu->items = mem_resize(menu->items, menu->n + 1, sizeof *menu->items);
    menu->items[menu->n] =
        (struct menu_item){ .text = mem_text(text, strlen(text)), .value = value, .is_on = is_on };
    if (is_on && !menu->has_boxes)
        menu->at = menu->n;
    menu->n++;
}

struct menu_item *menu_item(const struct menu *menu)
{
    return &menu->items[menu->at];
}

/* --- keys ------------------------------------------------------------------ */

enum menu_result menu_key(struct menu *menu, enum action action)
{
    if (action == ACTION_CANCEL)
        return MENU_CANCELLED;
    if (action == ACTION_CHOOSE && menu->n)
        return MENU_CHOSEN;
    return scroll_move(action, menu->n, menu->page_rows, &menu->at) ? MENU_MOVED : MENU_UNUSED;
}

enum menu_result menu_click(struct menu *menu, int row, int col)
{
    size_t place = menu->top + (size_t)(row - menu->first_row);

    if (row < menu->first_row || (size_t)(row - menu->first_row) >= menu->page_rows ||
        place >= menu->n || col < menu->first_col || col >= menu->end_col)
        return MENU_CANCELLED;
    menu->at = place;
    return MENU_CHOSEN;
}

/* --- drawing --------------------------------------------------------------- */

static int menu_measure_items(const struct menu *menu, const struct canvas *canvas)
{
    int cols = 0;

    for (size_t i = 0; i < menu->n; i++) {
        int item = canvas_measure(canvas, menu->items[i].text, strlen(menu->items[i].text));

        cols = item > cols ? item : cols;
    }
    return cols + (menu->has_boxes ? MENU_BOX_COLS : 0);
}

/* Between the lines of the frame, with the blanks beside them. */
static int menu_inner_cols(const struct menu *menu, const struct canvas *canvas)
{
    int cols = menu_measure_items(menu, canvas);
    int title_cols = (int)strlen(menu->title) + 2;
    int question_cols = 0;

    if (menu->question)
        question_cols = canvas_measure(canvas, menu->question, strlen(menu->question));
    if (question_cols > MENU_QUESTION_COLS)
        question_cols = MENU_QUESTION_COLS;
    cols = question_cols > cols ? question_cols : cols;
    cols = title_cols > cols ? title_cols : cols;
    return cols + MENU_FRAME_COLS < canvas->cols ? cols + 2 : canvas->cols - 2;
}

static void menu_draw_line(struct canvas *canvas, int row, int inner_cols, bool is_top)
{
    int last = inner_cols + 1;

    for (int col = 1; col < last; col++)
        canvas_puts(canvas, row, col, STYLE_TITLE, theme_glyph(GLYPH_LINE_ACROSS, canvas->ascii));
    canvas_puts(canvas, row, 0, STYLE_TITLE,
                theme_glyph(is_top ? GLYPH_CORNER_UP_LEFT : GLYPH_CORNER_DOWN_LEFT, canvas->ascii));
    canvas_puts(
        canvas, row, last, STYLE_TITLE,
        theme_glyph(is_top ? GLYPH_CORNER_UP_RIGHT : GLYPH_CORNER_DOWN_RIGHT, canvas->ascii));
}

static void menu_draw_sides(struct canvas *canvas, int row, int inner_cols, enum style style)
{
    const char *line = theme_glyph(GLYPH_LINE_UP, canvas->ascii);
    struct canvas_field inside = { .row = row, .col = 1, .width_cols = inner_cols, .style = style };

    canvas_puts(canvas, row, 0, STYLE_TITLE, line);
    canvas_put(canvas, inside, "", 0);
    canvas_puts(canvas, row, inner_cols + 1, STYLE_TITLE, line);
}

static void menu_draw_item(const struct menu *menu, size_t place, struct canvas *canvas, int row,
                           int inner_cols)
{
    const struct menu_item *item = &menu->items[place];
    struct canvas_field field = { .row = row,
                                  .col = 2,
                                  .width_cols = inner_cols - 2,
                                  .style = place == menu->at ? STYLE_SELECTED : STYLE_NORMAL };
    struct buf text = { 0 };

    menu_draw_sides(canvas, row, inner_cols, field.style);
    if (menu->has_boxes)
        buf_puts(&text, item->is_on ? "[x] " : "[ ] ");
    buf_puts(&text, item->text);
    canvas_put(canvas, field, text.data, text.len);
    buf_finish(&text);
}

static int menu_draw_question(const struct menu *menu, struct canvas *canvas, int row,
                              int inner_cols, int rows_max)
{
    struct canvas_field field = {
        .row = row, .col = 2, .width_cols = inner_cols - 2, .style = STYLE_TITLE
    };

    if (!menu->question || rows_max <= 0)
        return 0;
    for (int i = 0; i < rows_max; i++)
        menu_draw_sides(canvas, row + i, inner_cols, STYLE_NORMAL);
    return canvas_wrap(canvas, field, rows_max, menu->question);
}

static void menu_follow(struct menu *menu, size_t rows)
{
    menu->page_rows = rows;
    if (menu->at < menu->top)
        menu->top = menu->at;
    if (menu->at >= menu->top + rows)
        menu->top = menu->at + 1 - rows;
}

void menu_draw(struct menu *menu, struct canvas *canvas, struct view_area area)
{
    int inner_cols = menu_inner_cols(menu, canvas);
    int row = area.top, room = area.rows - 2, question;

    if (room < 1 || inner_cols < MENU_FRAME_COLS)
        return;
    menu_draw_line(canvas, row, inner_cols, true);
    canvas_puts(canvas, row, 2, STYLE_TITLE, " ");
    canvas_puts(canvas, row, 3 + canvas_puts(canvas, row, 3, STYLE_TITLE, menu->title), STYLE_TITLE,
                " ");
    row++;
    question = room - (int)menu->n < MENU_QUESTION_ROWS ? room - (int)menu->n : MENU_QUESTION_ROWS;
    question = menu_draw_question(menu, canvas, row, inner_cols, question);
    row += question;
    room -= question;
    menu_follow(menu, (size_t)room < menu->n ? (size_t)room : menu->n);
    menu->first_row = row;
    menu->first_col = 1;
    menu->end_col = inner_cols + 1;
    for (size_t i = 0; i < menu->page_rows; i++)
        menu_draw_item(menu, menu->top + i, canvas, row++, inner_cols);
    menu_draw_line(canvas, row, inner_cols, false);
}
