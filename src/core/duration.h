/* SPDX-License-Identifier: MIT
 *
 * duration: lengths of time as text: days, hours, minutes, seconds. Knows no clock.
 */
#ifndef SENSORTOP_CORE_DURATION_H
#define SENSORTOP_CORE_DURATION_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* "500ms", "30s", "2m10s", "1h30m", "1d": units d, h, m, s, ms, each at most once, largest first;
 * or a plain decimal number of seconds. */
bool duration_parse(const char *text, int64_t *out_ms);

/* The two largest units, the second one only when it is not zero: "3s", "3m2s", "2h14m", "5d3h",
 * "10m"; below one second "0s". */
void duration_format(struct buf *out, int64_t duration_ms);

/* All of it, so that duration_parse gives the same again: "1m30s", "86401s", "1500ms". */
void duration_format_exact(struct buf *out, int64_t duration_ms);

#endif
