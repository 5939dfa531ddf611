/* SPDX-License-Identifier: MIT
 *
 * device-chart: the chart of one metric of the selected device over a time that
 * can be chosen, with its limits, below a caption.
 */
#ifndef SENSORTOP_UI_DEVICE_CHART_H
#define SENSORTOP_UI_DEVICE_CHART_H

#include "ui/plot.h"

enum { DEVICE_CHART_ROWS_MIN = PLOT_ROWS_MIN + 1, DEVICE_CHART_SPANS = 4 };

struct device_chart {
    size_t metric; /* place among the device's */
    size_t span;   /* 0 to DEVICE_CHART_SPANS - 1: from the shortest time to all there is */
};

void device_chart_draw(const struct device_chart *chart, const struct view_context *context,
                       struct canvas *canvas, struct view_area area);

#endif
