/* SPDX-License-Identifier: MIT
 *
 * paper: what standard output is, to one who prints a table on it.
 */
#ifndef SENSORTOP_IO_PAPER_H
#define SENSORTOP_IO_PAPER_H

#include <stdbool.h>

enum { PAPER_COLS = 80, PAPER_COLS_MIN = 40, PAPER_COLS_MAX = 1000 };

/* COLUMNS, or the width of the terminal, or PAPER_COLS. */
int paper_cols(void);

/* The locale's character set is UTF-8. */
bool paper_is_utf8(void);

#endif
