/* SPDX-License-Identifier: MIT
 *
 * number: decimals and durations as text, in the C locale whatever the user's.
 * Knows no unit and no clock.
 */
#ifndef SENSORTOP_CORE_NUMBER_H
#define SENSORTOP_CORE_NUMBER_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes of the longest number by JSON's grammar that the text begins with; 0: none. */
size_t number_span(const char *text, size_t len);

/* The whole text is one number by JSON's grammar (RFC 8259 section 6) and finite. */
bool number_parse(const char *text, size_t len, double *out);

/* Whole decimal integer between min and max, optional sign, nothing around it. */
bool number_parse_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* Fixed decimals; never "-0.0". The value must be finite. */
void number_format(struct buf *out, double value, int decimals);

/* As few digits as give the same double again; never "-0". The value must be finite. */
void number_format_exact(struct buf *out, double value);

/* "500ms", "30s", "2m10s", "1h30m", "1d": units d, h, m, s, ms, each at most once, largest first;
 * or a plain decimal number of seconds. */
bool number_parse_duration(const char *text, int64_t *out_ms);

/* The two largest units, the second one only when it is not zero: "3s", "3m2s", "2h14m", "5d3h",
 * "10m"; below one second "0s". */
void number_format_duration(struct buf *out, int64_t duration_ms);

/* All of it, so that number_parse_duration gives the same again: "1m30s", "86401s", "1500ms". */
void number_format_duration_exact(struct buf *out, int64_t duration_ms);

/* Bytes: "500M", "1.5G", "64k", "4096"; a unit is 1024 times the one before. */
bool number_parse_size(const char *text, int64_t *out_bytes);

/* All of it: "500M", "1536M", "4096" as "4K". */
void number_format_size(struct buf *out, int64_t bytes);

#endif
