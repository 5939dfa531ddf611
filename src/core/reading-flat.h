/* SPDX-License-Identifier: MIT
 *
 * reading-flat: the short way from a payload to a reading, for what is plain
 * and without a fault: a tenth of the work. tests/fuzz/fuzz-flat holds it to
 * the long way.
 */
#ifndef SENSORTOP_CORE_READING_FLAT_H
#define SENSORTOP_CORE_READING_FLAT_H

#include "core/reading.h"

/* False: out is spoiled, and nothing is known about the payload. True: out is what the long way
 * gives, which would have found no fault. */
bool reading_flat_parse(const struct reading_input *input, struct reading *out);

#endif
