/* SPDX-License-Identifier: MIT
 *
 * number: decimals as text, in the C locale whatever the user's. Knows no unit.
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

void number_format_int(struct buf *out, int64_t value);

/* Fixed decimals; never "-0.0". The value must be finite. */
void number_format(struct buf *out, double value, int decimals);

/* As few digits as give the same double again; never "-0". The value must be finite. */
void number_format_exact(struct buf *out, double value);

#endif
