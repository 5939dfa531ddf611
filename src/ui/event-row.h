/* SPDX-License-Identifier: MIT
 *
 * event-row: an event as a row: when, how bad, what. What is too long for one
 * goes on below it.
 */
#ifndef SENSORTOP_UI_EVENT_ROW_H
#define SENSORTOP_UI_EVENT_ROW_H

#include "ui/view.h"

/* with_day: all times in the list have the day before them. Takes at most area.rows rows, and
 * returns how many; on a canvas without rows they are only counted. */
int event_row_draw(const struct view_context *context, const struct event *event, bool with_day,
                   struct canvas *canvas, struct view_area area);

/* It was on another day than now. */
bool event_row_needs_day(const struct view_context *context, const struct event *event);

#endif
