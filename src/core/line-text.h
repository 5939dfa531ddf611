/* SPDX-License-Identifier: MIT
 *
 * line-text: what happens as lines for people and for a log: fit for a terminal
 * and for a file, each with its newline.
 *
 *   [ALERT] kitchen-01 temperature 31.4 °C > 30.0 °C (for 2m10s)
 *   [STATUS] kitchen-01 offline
 *   [SENSOR] kitchen-01 temperature 31.4 °C, humidity 38.0 %
 */
#ifndef SENSORTOP_CORE_LINE_TEXT_H
#define SENSORTOP_CORE_LINE_TEXT_H

#include "core/model.h"

/* A crit alert is the rule, a warning says so. */
void line_text_event(const struct event *event, struct event_format format, struct buf *out);

/* Of APPLIED_READING. */
void line_text_reading(const struct applied *applied, struct event_format format, struct buf *out);

#endif
