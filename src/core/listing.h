/* SPDX-License-Identifier: MIT
 *
 * listing: rows of cells as lines of text, each column as wide as its widest
 * cell, two blanks between them and none behind the last.
 */
#ifndef SENSORTOP_CORE_LISTING_H
#define SENSORTOP_CORE_LISTING_H

#include "core/buf.h"

/* For every row, before the first is added: widths are zero at first. */
void listing_measure(size_t *widths, const struct buf *cells, size_t n);

void listing_add_row(struct buf *out, const size_t *widths, const struct buf *cells, size_t n);

#endif
