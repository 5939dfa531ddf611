/* SPDX-License-Identifier: MIT
 *
 * applied: what became of a message, for those who pass it on.
 */
#ifndef SENSORTOP_CORE_APPLIED_H
#define SENSORTOP_CORE_APPLIED_H

#include "core/device.h"
#include "core/reading.h"

#include <stdbool.h>

/* What a message told that we did not know: not a duplicate, nor a stored copy of what was told
 * live, nor what is not ours. */
enum applied_kind { APPLIED_NOTHING, APPLIED_READING, APPLIED_STATUS };

struct applied {
    enum applied_kind kind;
    bool retained;
    const struct device *device;   /* set with a kind; its status is the new one */
    const struct reading *reading; /* of READING */
};

#endif
