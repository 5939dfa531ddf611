/* SPDX-License-Identifier: MIT
 *
 * stamp: a device's own word for when it measured -> milliseconds since 1970,
 * and back. Its own calendar: libc's knows a zone of ours, and has static buffers.
 */
#ifndef SENSORTOP_CORE_STAMP_H
#define SENSORTOP_CORE_STAMP_H

#include "core/buf.h"

#include <stddef.h>
#include <stdint.h>

/* Further ahead of us than this a clock is wrong, whatever the zone. */
enum { STAMP_FUTURE_MS = 24 * 60 * 60 * 1000 };

enum stamp_verdict {
    STAMP_OK,
    STAMP_NO_CLOCK, /* a clock that was never set, or a time without a zone: take the arrival */
    STAMP_BAD,      /* no time at all, before 1970, or too far in the future */
};

/* Seconds, or by size ms (from 1e11), µs (1e14), ns (1e17). wall_ms: now. */
enum stamp_verdict stamp_from_number(double number, int64_t wall_ms, int64_t *out_ms);

/* A number by JSON's grammar, or ISO-8601: "2023-11-14T22:13:20.5+01:00"; seconds may be left out.
 */
enum stamp_verdict stamp_from_text(const char *text, size_t len, int64_t wall_ms, int64_t *out_ms);

/* Appends "2023-11-14T22:13:20.500", of a time from 1970 to 9999; the zone is the caller's to add:
 * "Z". decimals: of the second, 0 or 3. */
void stamp_format(struct buf *out, int64_t ms, int decimals);

#endif
