/* SPDX-License-Identifier: MIT
 *
 * alert-table: the alerts of a recording as lines of columns: when, how bad,
 * which device, what, beyond which limit, for how long.
 */
#ifndef SENSORTOP_ALERT_TABLE_H
#define SENSORTOP_ALERT_TABLE_H

#include "core/model.h"

struct alert_table_row;

struct alert_table {
    const struct model *model; /* borrowed, as are its devices and rules */
    bool fahrenheit;
    size_t n;
    size_t size;
    struct alert_table_row *rows; /* in the order of firing */
};

/* An alert fires, or is over: an effect about one. */
void alert_table_begin(struct alert_table *table, const struct effect *effect);
void alert_table_end(struct alert_table *table, const struct effect *effect);

/* The recording is over, and those that are not with it. */
void alert_table_end_all(struct alert_table *table, int64_t now_ms);

/* To standard output. */
void alert_table_print(const struct alert_table *table);

void alert_table_finish(struct alert_table *table);

#endif
