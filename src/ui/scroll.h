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

#endif
