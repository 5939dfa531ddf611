/* SPDX-License-Identifier: MIT
 *
 * glob: which devices a user means: "freezer-*", "*", "office/desk-[12]".
 */
#ifndef SENSORTOP_CORE_GLOB_H
#define SENSORTOP_CORE_GLOB_H

#include "core/buf.h"

#include <stdbool.h>

/* As fnmatch without flags. A pattern with a '/' is matched against "location/device", one without
 * against the device alone. NULL matches every device. */
bool glob_matches(const char *pattern, const char *location, const char *device);

/* Appends the pattern that matches the text alone. */
void glob_add_literal(struct buf *out, const char *text);

/* Some text matches it, as far as that is to be seen: it does not end within an escape. */
bool glob_can_match(const char *pattern);

#endif
