/* SPDX-License-Identifier: MIT
 *
 * menu: a few rows over the screen to choose from: a list, or a question with
 * its answers. It takes actions and waits for nothing: data and clock go on
 * behind it.
 *
 *   menu_open -> menu_add… -> menu_key, menu_click, menu_draw… -> menu_close
 */
#ifndef SENSORTOP_UI_MENU_H
#define SENSORTOP_UI_MENU_H

#include "ui/view.h"

/* What is asked; its owner knows what an answer means. */
enum menu_kind { MENU_CLOSED, MENU_SORT, MENU_COLUMNS, MENU_FORGET, MENU_CLEAR };

struct menu_item {
    char *text; /* owned; untrusted bytes are fine */
    int value;
    bool is_on;
};

struct menu {
    enum menu_kind kind;
    bool has_boxes;    /* items are on or off, and the menu stays open */
    const char *title; /* borrowed, of our own */
    char *question;    /* a sentence above the items, or NULL; owned */
    struct menu_item *items;
    size_t n;
    size_t at; /* the cursor */
    size_t top;
    /* As drawn last. */
    size_t page_rows;
    int first_row, first_col, end_col;
};

enum menu_result { MENU_UNUSED, MENU_MOVED, MENU_CHOSEN, MENU_CANCELLED };

/* A zeroed one is closed; an open one is closed first. The question is copied. */
void menu_open(struct menu *menu, enum menu_kind kind, const char *title, const char *question);
void menu_close(struct menu *menu);

/* Copies the text. With is_on the cursor goes there, when the items have no boxes. */
void menu_add(struct menu *menu, const char *text, int value, bool is_on);

/* The one under the cursor; of an open menu with items. */
struct menu_item *menu_item(const struct menu *menu);

/* None of them closes it. */
enum menu_result menu_key(struct menu *menu, enum action action);
/* Beside the menu: cancelled. */
enum menu_result menu_click(struct menu *menu, int row, int col);

void menu_draw(struct menu *menu, struct canvas *canvas, struct view_area area);

#endif
