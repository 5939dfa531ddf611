/* SPDX-License-Identifier: MIT
 *
 * text: the one door between untrusted bytes and anything a person reads.
 * Bytes go in, clusters of known width come out: no control character (C0, C1,
 * DEL), no BiDi control, no zero-width or tag character, no private-use or
 * unassigned code point, no invalid byte. Those become visible escapes: \x1b
 * for a byte, \u{202e} for a code point. Widths are our own table (Unicode 14,
 * East Asian Width), not the locale's, so that a screen is the same everywhere.
 */
#ifndef SENSORTOP_CORE_TEXT_H
#define SENSORTOP_CORE_TEXT_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A base character and at most two combining marks, four bytes each (RFC 3629). */
enum { TEXT_MARKS_MAX = 2, TEXT_CLUSTER_BYTES = 4 * (1 + TEXT_MARKS_MAX) };

struct text_cluster {
    char bytes[TEXT_CLUSTER_BYTES + 1]; /* NUL-terminated UTF-8 */
    uint8_t len_bytes;
    uint8_t width_cols; /* 1 or 2 */
};

/* Reads clusters one after another; the bytes are borrowed. */
struct text_reader {
    const char *at;
    const char *end;
    char pending[16]; /* the rest of an escape under way */
    uint8_t pending_at;
    uint8_t pending_len;
};

void text_reader_init(struct text_reader *r, const char *bytes, size_t len);
bool text_reader_next(struct text_reader *r, struct text_cluster *out);

/* One code point of strict UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above
 * U+10FFFF): the bytes it takes, or 0 when there is none at bytes. */
size_t text_decode(const char *bytes, size_t len, uint32_t *code_point);
bool text_is_utf8(const char *bytes, size_t len);

/* Of bytes that were cut at len: how many there are up to a character that was begun and not ended.
 */
size_t text_whole(const char *bytes, size_t len);

/* Columns that the text takes once it has passed the door. */
size_t text_width(const char *bytes, size_t len);

/* Appends the clean form, cut to max_cols (SIZE_MAX: not cut); a cut text ends in "…". */
void text_clean(struct buf *out, const char *bytes, size_t len, size_t max_cols);

/* The clean form as a C string into cap (at least 4) bytes, the NUL among them; what does not fit
 * ends in "…". */
void text_copy(char *out, size_t cap, const char *bytes, size_t len);

/* Appends a JSON string with its quotes, fit for a screen as it stands: what the door would not let
 * through is written \uXXXX, an invalid byte \ufffd. */
void text_quote_json(struct buf *out, const char *bytes, size_t len);

/* Nothing but white space (Unicode's White_Space), or nothing at all. */
bool text_is_blank(const char *bytes, size_t len);

#endif
