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

/* Why no device can match it, as far as that is easily seen, as in "no device matches a name …".
 * NULL: one may. */
const char *glob_fault(const char *pattern);

#endif
