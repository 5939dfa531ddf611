/* SPDX-License-Identifier: MIT
 *
 * sensor-exec: a command as a sensor. What it prints is read by core/pairs.
 */
#ifndef SENSORTOP_IO_SENSOR_EXEC_H
#define SENSORTOP_IO_SENSOR_EXEC_H

#include "core/reading.h"

enum { SENSOR_EXEC_LIMIT_MS = 2000, SENSOR_EXEC_BYTES_MAX = 4096 };

/* Runs it once and waits: false, and why says what is wrong, when it cannot be started, takes
 * longer than limit_ms, prints more than SENSOR_EXEC_BYTES_MAX, ends with a status other than 0, or
 * does not print a reading. Whatever happens, nothing of its process group is left. Its stdin and
 * stderr are /dev/null; see io/proc for the rest of what it gets. */
bool sensor_exec_read(char *const *argv, int limit_ms, struct reading *out, struct buf *why);

#endif
