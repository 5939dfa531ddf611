/* SPDX-License-Identifier: MIT
 *
 * nearest: which of some names was meant by what somebody typed.
 */
#ifndef SENSORTOP_CORE_NEAREST_H
#define SENSORTOP_CORE_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

struct nearest {
    const char *typed; /* borrowed */
    size_t len;
    size_t best; /* the distance that has to be beaten */
};

void nearest_init(struct nearest *nearest, const char *typed, size_t len);

/* The name is more like it than any before, and like enough to ask about. */
bool nearest_offer(struct nearest *nearest, const char *name);

#endif
