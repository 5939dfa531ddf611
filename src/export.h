/* SPDX-License-Identifier: MIT
 *
 * export: the readings of a device out of the history, as lines.
 */
#ifndef SENSORTOP_EXPORT_H
#define SENSORTOP_EXPORT_H

#include "core/config.h"

/* Of config's --export. Returns the exit status: 1 when the history has nothing to tell. */
int export_run(const struct config *config);

#endif
