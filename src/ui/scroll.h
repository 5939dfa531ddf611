/* SPDX-License-Identifier: MIT
 *
 * scroll: moving about in a list, the same in every view.
 */
#ifndef SENSORTOP_UI_SCROLL_H
#define SENSORTOP_UI_SCROLL_H

#include "ui/action.h"

#include <stdbool.h>
#include <stddef.h>

/* Where an action leads from a place in a list of n; page_rows are visible. False: it is not an
 * action that moves, and *place is untouched. n = 0 leads to 0. */
bool scroll_move(enum action action, size_t n, size_t page_rows, size_t *place);

/* Of a list of which a window of some rows is seen, from *top on. The action led from one row to
 * another: a page takes the window along, so that what was below it is all new. */
void scroll_turn(enum action action, size_t before, size_t after, size_t *top);

/* Where a window of n rows begins so that this place is seen, and no row below the last. */
size_t scroll_follow(size_t top, size_t rows, size_t n, size_t place);

#endif
