/* SPDX-License-Identifier: MIT
 *
 * roster: which devices are listed, in which order, and which one is under the
 * cursor: the same for the grid and the tiles.
 */
#ifndef SENSORTOP_UI_ROSTER_H
#define SENSORTOP_UI_ROSTER_H

#include "ui/filter.h"
#include "ui/order-rows.h"

struct roster *roster_create(void);
void roster_destroy(struct roster *roster);

/* Reads the model anew, before anything below. The cursor stays on its device; while that is
 * not listed, it is on the one in its place. */
void roster_update(struct roster *roster, const struct view_context *context);

size_t roster_count(const struct roster *roster); /* rows, headings among them */
size_t roster_window(struct roster *roster, size_t first, size_t n, struct order_row *out);
size_t roster_place(const struct roster *roster); /* of the cursor */
bool roster_is_selected(const struct roster *roster, const struct order_row *row);
struct order_list *roster_list(struct roster *roster);

/* The same without the headings. */
size_t roster_devices(struct roster *roster, size_t first, size_t n, const struct device **out);
size_t roster_device_place(const struct roster *roster);

/* Before the first of these the cursor stays on the first row, whoever comes in above. */
void roster_select(struct roster *roster, const struct device *device);
bool roster_move(struct roster *roster, enum action action, size_t page_rows);
bool roster_move_to(struct roster *roster, size_t device_place);
void roster_fold_at(struct roster *roster, size_t place); /* of a heading */

/* The device under the cursor, or NULL. */
const struct device *roster_selected(const struct roster *roster);

/* What any view of the list can do. True: it was an action of the roster. */
bool roster_key(struct roster *roster, const struct view_context *context, enum action action);

/* Why there is nothing to see. */
void roster_draw_empty(const struct view_context *context, struct canvas *canvas,
                       struct view_area area);

struct order *roster_order(struct roster *roster);

/* "": none. */
void roster_filter(struct roster *roster, const char *text);
const char *roster_filter_text(const struct roster *roster);
const char *roster_filter_fault(const struct roster *roster); /* see filter */
bool roster_problems_only(const struct roster *roster);

/* To the device under the cursor or the next one that is like the text; the text is kept for
 * ACTION_SEARCH_NEXT. False: there is none, or a word is wrong. */
bool roster_search(struct roster *roster, const struct view_context *context, const char *text);

#endif
