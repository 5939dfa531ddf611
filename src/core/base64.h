/* SPDX-License-Identifier: MIT
 *
 * base64: any bytes as text and back (RFC 4648 section 4, with padding).
 */
#ifndef SENSORTOP_CORE_BASE64_H
#define SENSORTOP_CORE_BASE64_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

void base64_add(struct buf *out, const char *bytes, size_t len);

/* Appends the bytes. False: the text is not base64 to the letter, and nothing was appended. */
bool base64_parse(const char *text, size_t len, struct buf *out);

#endif
