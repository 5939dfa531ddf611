/* SPDX-License-Identifier: MIT
 *
 * line-csv: what happens as lines of CSV, a line a value. Temperatures are in
 * degrees Celsius, times in UTC. An empty cell: it has none.
 *
 *   time,type,location,device,metric,value,unit,retained,severity,text
 */
#ifndef SENSORTOP_CORE_LINE_CSV_H
#define SENSORTOP_CORE_LINE_CSV_H

#include "core/model.h"

/* The names of the columns, to be written first. */
void line_csv_heading(struct buf *out);

void line_csv_event(const struct event *event, int64_t wall_ms, struct buf *out);

/* A line for each value of a reading, one for a status, none for nothing. */
void line_csv_applied(const struct applied *applied, int64_t wall_ms, struct buf *out);

/* How a device is now: a line for its status and one for each of its values. */
void line_csv_state(const struct model *model, const struct device *device, int64_t now_ms,
                    struct buf *out);

#endif
