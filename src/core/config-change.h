/* SPDX-License-Identifier: MIT
 *
 * config-change: what has to wait for the next start when a configuration was
 * read again.
 */
#ifndef SENSORTOP_CORE_CONFIG_CHANGE_H
#define SENSORTOP_CORE_CONFIG_CHANGE_H

#include "core/config.h"

/* In the value of this option of sensortop. */
bool config_differs(const struct config *before, const struct config *after, const char *option);

/* Appends the names of the options that differ and take effect only at a start, "host, port". */
void config_format_waiting(const struct config *before, const struct config *after,
                           struct buf *out);

#endif
