/* SPDX-License-Identifier: MIT
 *
 * flat: one pass over what nearly every sensor sends: one JSON object of plain
 * keys with numbers and short words in it. No tree, no copy, no opinion: what
 * is not as plain as that is left to those who know all of JSON.
 */
#ifndef SENSORTOP_CORE_FLAT_H
#define SENSORTOP_CORE_FLAT_H

#include <stdbool.h>
#include <stddef.h>

enum { FLAT_MEMBERS_MAX = 16 };

enum flat_kind {
    FLAT_NUMBER,
    FLAT_STRING, /* printable ASCII without escapes */
    FLAT_BOOL,
};

struct flat_member {
    const char *key; /* printable ASCII without escapes; borrowed, as text is */
    size_t key_len;
    enum flat_kind kind;
    double number; /* exactly what strtod makes of it */
    const char *text;
    size_t text_len;
};

struct flat {
    size_t n;
    struct flat_member members[FLAT_MEMBERS_MAX]; /* as they come; no key twice */
};

/* False, which says nothing about the text: nesting, null, escapes, anything beyond ASCII, a number
 * that takes care to convert, a key twice, too many members, or no JSON at all. */
bool flat_parse(struct flat *out, const char *text, size_t len);

#endif
