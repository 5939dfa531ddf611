/* SPDX-License-Identifier: MIT
 *
 * table: the grid as lines of text, for paper and pipes: all devices that a
 * filter lets through, however many, by name.
 */
#ifndef SENSORTOP_UI_TABLE_H
#define SENSORTOP_UI_TABLE_H

#include "ui/view.h"

/* At least 40 columns. The context's roster is not needed. */
void table_format(const struct view_context *context, const char *filter, int cols, bool ascii,
                  struct buf *out);

#endif
