/* SPDX-License-Identifier: MIT
 *
 * value: a metric's number as the user wants to see it, without its unit: that
 * stands in a heading.
 */
#ifndef SENSORTOP_UI_VALUE_H
#define SENSORTOP_UI_VALUE_H

#include "ui/view.h"

void value_format(struct buf *out, const struct view_context *context, const char *metric,
                  double value);

/* The same of a difference between two values. */
void value_format_change(struct buf *out, const struct view_context *context, const char *metric,
                         double change);

/* "°C"; "" when we know none. */
const char *value_unit(const struct view_context *context, const char *metric);

#endif
