/* SPDX-License-Identifier: MIT
 *
 * strict: is it JSON by RFC 8259, to the letter? Judges what json-c lets pass
 * even in its strict mode, and says what is wrong in words. Builds nothing,
 * allocates nothing, recurses into nothing.
 */
#ifndef SENSORTOP_CORE_STRICT_H
#define SENSORTOP_CORE_STRICT_H

#include "core/fault.h"

#include <stdbool.h>
#include <stddef.h>

enum { STRICT_DEPTH_MAX = 63, STRICT_KEY_BYTES = 32 };

/* A key of the outermost object, escapes decoded (one that is not ASCII is decoded to '?'). Keys of
 * more than STRICT_KEY_BYTES are not told. */
typedef void strict_key_fn(void *data, const char *key, size_t len);

/* One JSON value with nothing but white space around it, nested at most depth_max (at most
 * STRICT_DEPTH_MAX) deep: 1 = "[]". On failure one fault: "byte 23: a trailing comma". fn may be
 * NULL. */
bool strict_check(const char *text, size_t len, int depth_max, strict_key_fn *fn, void *data,
                  struct faults *faults);

#endif
