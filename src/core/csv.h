/* SPDX-License-Identifier: MIT
 *
 * csv: lines of comma-separated values (RFC 4180), cell by cell. A text from the
 * network cannot end its cell or its line, nor be a formula to a spreadsheet.
 */
#ifndef SENSORTOP_CORE_CSV_H
#define SENSORTOP_CORE_CSV_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct csv {
    struct buf *out; /* borrowed; the line under way is at its end */
    bool has_cell;
};

void csv_begin(struct csv *csv, struct buf *out);
void csv_end(struct csv *csv); /* the line */

/* Through the door of `text`; what a spreadsheet would take for a formula gets a ' in front. NULL:
 * an empty cell. */
void csv_text(struct csv *csv, const char *text);
void csv_bytes(struct csv *csv, const char *bytes, size_t len);

/* Not finite: an empty cell. */
void csv_number(struct csv *csv, double value);

#endif
