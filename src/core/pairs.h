/* SPDX-License-Identifier: MIT
 *
 * pairs: what a sensor command prints -> a reading. Either one number, the
 * temperature in °C, or name=value pairs with blanks or line ends between them:
 *
 *   21.5                      temperature=21.5 humidity=48 pressure_hpa=1013.2
 */
#ifndef SENSORTOP_CORE_PAIRS_H
#define SENSORTOP_CORE_PAIRS_H

#include "core/reading.h"

/* Names: temperature (or temperature_c; temperature_f is converted), humidity, and any other of
 * letters, digits, '_', '-' and '.': it is published under that name, so put the unit in it.
 * device_id, timestamp and simulated are the program's own. Values: JSON's grammar, plausible
 * (channel_judge). All or nothing: false, and why says what is wrong; out has no time. */
bool pairs_parse(const char *text, size_t len, struct reading *out, struct buf *why);

#endif
