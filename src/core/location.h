/* SPDX-License-Identifier: MIT
 *
 * location: every location's name once, however many devices it has; the same
 * pointer for the same name.
 */
#ifndef SENSORTOP_CORE_LOCATION_H
#define SENSORTOP_CORE_LOCATION_H

#include <stddef.h>
#include <stdint.h>

struct location_names *location_names_create(uint64_t seed);
void location_names_destroy(struct location_names *names);

/* NUL-terminated, lives as long as names; NULL when it was never added. Not const: it remembers the
 * last one, which is the next one most of the time. */
const char *location_names_find(struct location_names *names, const char *bytes, size_t len);
const char *location_names_add(struct location_names *names, const char *bytes, size_t len);

#endif
