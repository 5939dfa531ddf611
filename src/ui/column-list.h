/* SPDX-License-Identifier: MIT
 *
 * column-list: the columns that the user wants, from left to right; an empty one
 * is whatever there is room for.
 */
#ifndef SENSORTOP_UI_COLUMN_LIST_H
#define SENSORTOP_UI_COLUMN_LIST_H

#include "ui/column.h"

struct column_want {
    enum column column;
    char *metric; /* the name, of COLUMN_METRIC; owned; or NULL */
};

/* A zeroed one is empty. */
struct column_list {
    size_t n;
    struct column_want wants[COLUMNS_MAX];
};

void column_list_finish(struct column_list *list);

/* By its name: one of ours, or else that of a metric; copied. A second time it changes nothing, and
 * more than COLUMNS_MAX are left out. */
void column_list_add(struct column_list *list, const char *name);

/* Puts it where it belongs, or takes it away. The column with the device's name is always there. */
void column_list_toggle(struct column_list *list, const char *name);

bool column_list_has(const struct column_list *list, const char *name);

#endif
