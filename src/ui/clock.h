/* SPDX-License-Identifier: MIT
 *
 * clock: a time of day as text. Knows no zone: the offset was added before.
 */
#ifndef SENSORTOP_UI_CLOCK_H
#define SENSORTOP_UI_CLOCK_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* "14:03:22", "11-21 14:03:22". */
void clock_format(struct buf *out, int64_t local_ms, bool with_day);

bool clock_is_same_day(int64_t a_local_ms, int64_t b_local_ms);

#endif
