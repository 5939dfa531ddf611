/* SPDX-License-Identifier: MIT
 *
 * report: the table of all devices on standard output, once or every so often;
 * or the same as JSON or CSV.
 */
#ifndef SENSORTOP_REPORT_H
#define SENSORTOP_REPORT_H

#include "core/config.h"

/* --once, --batch. Returns the exit status: STARTUP_EXIT_FAILURE when there was no connection, or
 * not all could be written. */
int report_run(const struct config *config);

#endif
