/* SPDX-License-Identifier: MIT
 *
 * scenario-file: a scenario from a file.
 */
#ifndef SENSORTOP_IO_SCENARIO_FILE_H
#define SENSORTOP_IO_SCENARIO_FILE_H

#include "core/scenario.h"

/* "house" is the one of sensortop --demo; a file of that name is "./house". NULL: err says why. */
struct scenario *scenario_file_read(const char *path, struct buf *err);

#endif
