/* SPDX-License-Identifier: MIT
 *
 * model-counts: what a model has counted since its start.
 */
#ifndef SENSORTOP_CORE_MODEL_COUNTS_H
#define SENSORTOP_CORE_MODEL_COUNTS_H

#include "core/tally.h"

#include <stdint.h>

struct model_counts {
    uint64_t messages;
    uint64_t refused; /* bad messages and bad fields */
    uint64_t duplicates;
    uint64_t mismatches; /* another device_id in the payload */
    uint64_t late;
    uint64_t devices_refused; /* messages of devices that found the table full */
    uint64_t metrics_ignored;
    uint64_t effects_lost; /* the program did not take them in time */
    struct tally devices;
    double messages_per_s;
};

#endif
