/* SPDX-License-Identifier: MIT
 *
 * dashboard: the live grid. Wires link, model, app and terminal to one loop.
 */
#ifndef SENSORTOP_DASHBOARD_H
#define SENSORTOP_DASHBOARD_H

#include "core/config.h"

/* Until the user leaves; the program's exit status. */
int dashboard_run(const struct config *config);

#endif
