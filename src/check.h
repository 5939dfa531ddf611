/* SPDX-License-Identifier: MIT
 *
 * check: one look for a monitoring system (Nagios, Icinga and those that run
 * their plugins): a line of text, and a status.
 *
 *   CRITICAL - kitchen-01: temperature 31.4 °C > 30.0 °C | 'kitchen-01 temperature'=31.4;~:28;~:30
 */
#ifndef SENSORTOP_CHECK_H
#define SENSORTOP_CHECK_H

#include "core/config.h"

/* Exit statuses of a plugin, from good to bad but for UNKNOWN. */
enum check_state { CHECK_OK, CHECK_WARNING, CHECK_CRITICAL, CHECK_UNKNOWN, CHECK_COUNT_ };

/* Within --timeout. Returns the status. */
int check_run(const struct config *config);

/* "UNKNOWN - sentence" on standard output: the options were wrong. Returns the status. */
int check_refuse(const char *sentence);

#endif
