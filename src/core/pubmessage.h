/* SPDX-License-Identifier: MIT
 *
 * pubmessage: a reading of our own -> the JSON that is published. What it
 * writes, `reading` reads back.
 */
#ifndef SENSORTOP_CORE_PUBMESSAGE_H
#define SENSORTOP_CORE_PUBMESSAGE_H

#include "core/reading.h"

/* Appends, without a line end:
 *   {"device_id":"porch","temperature_c":22.5,"temperature_f":72.5,"humidity":45.1,
 *    "timestamp":1700000000.123,"pressure_hpa":1013.2,"simulated":true}
 * in one line and in this order. A metric that the reading does not name is left out, one without a
 * value is null; a reading without a time has the timestamp null; "simulated" is there only when
 * it is true. Values are finite; decimals are those of `channel`. */
void pubmessage_format(struct buf *out, const char *device_id, const struct reading *reading,
                       bool simulated);

#endif
