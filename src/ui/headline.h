/* SPDX-License-Identifier: MIT
 *
 * headline: the dashboard in half a line, for the title of a terminal's window:
 * trouble first, because that is what is left when the line is cut.
 */
#ifndef SENSORTOP_UI_HEADLINE_H
#define SENSORTOP_UI_HEADLINE_H

#include "core/model.h"

/* "2 alerts - sensortop pi-broker.local:1883" */
void headline_format(const struct model *model, const char *broker, struct buf *out);

#endif
