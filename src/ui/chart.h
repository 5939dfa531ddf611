/* SPDX-License-Identifier: MIT
 *
 * chart: history as cells. A gap is drawn as a gap.
 */
#ifndef SENSORTOP_UI_CHART_H
#define SENSORTOP_UI_CHART_H

#include "core/history.h"
#include "ui/canvas.h"

/* One row of width_cols bars over [from_ms, to_ms), scaled between its own lowest and highest value
 * (a flat line is drawn at half height). h may be NULL. */
void chart_spark(struct canvas *canvas, int row, int col, int width_cols, enum style style,
                 const struct history *h, int64_t from_ms, int64_t to_ms);

#endif
