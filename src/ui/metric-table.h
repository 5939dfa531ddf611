/* SPDX-License-Identifier: MIT
 *
 * metric-table: every metric of a device in a row: its value, lowest, mean and
 * highest one, and its age.
 */
#ifndef SENSORTOP_UI_METRIC_TABLE_H
#define SENSORTOP_UI_METRIC_TABLE_H

#include "ui/view.h"

/* A heading and the metrics, scrolled so that the chosen one (its place in device->metrics) is
 * seen. */
void metric_table_draw(const struct view_context *context, const struct device *device,
                       size_t chosen, struct canvas *canvas, struct view_area area);

#endif
