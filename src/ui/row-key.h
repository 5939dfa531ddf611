/* SPDX-License-Identifier: MIT
 *
 * row-key: all that a row of the screen shows, as one number: equal numbers,
 * equal rows, and what stands there need not be drawn again. What changes with
 * time alone is not in it.
 */
#ifndef SENSORTOP_UI_ROW_KEY_H
#define SENSORTOP_UI_ROW_KEY_H

#include "ui/column.h"
#include "ui/summary.h"

/* What the rows of the grid have in common. */
uint64_t row_key_grid(const struct column_layout *layout, const struct view_context *context);

/* For all below: grid is that number. */
uint64_t row_key_headings(uint64_t grid, const struct view_context *context);
uint64_t row_key_device(uint64_t grid, const struct view_context *context,
                        const struct device *device);

/* The two lines of the summary. */
uint64_t row_key_title(const struct summary *summary, const struct view_context *context);
uint64_t row_key_counts(const struct summary *summary, const struct view_context *context);

/* Of the newest event, when there is one. */
uint64_t row_key_event(const struct view_context *context, bool with_day);

#endif
