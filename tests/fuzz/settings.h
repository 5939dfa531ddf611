/* SPDX-License-Identifier: MIT
 *
 * settings: what a fuzz target's model knows of the devices whose names begin
 * with a b: offsets, units and ranges, as a configuration file says them.
 */
#ifndef SENSORTOP_TESTS_FUZZ_SETTINGS_H
#define SENSORTOP_TESTS_FUZZ_SETTINGS_H

#include "core/device-set.h"

struct device_set *settings_create(void);

#endif
