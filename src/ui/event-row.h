/* SPDX-License-Identifier: MIT
 *
 * event-row: an event as one row: when, how bad, what.
 */
#ifndef SENSORTOP_UI_EVENT_ROW_H
#define SENSORTOP_UI_EVENT_ROW_H

#include "ui/view.h"

/* with_day: all times in the list have the day before them. */
void event_row_draw(const struct view_context *context, const struct event *event, bool with_day,
                    struct canvas *canvas, int row);

/* It was on another day than now. */
bool event_row_needs_day(const struct view_context *context, const struct event *event);

#endif
