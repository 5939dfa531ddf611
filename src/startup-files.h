/* SPDX-License-Identifier: MIT
 *
 * startup-files: the configuration files: which there are, and what they say.
 */
#ifndef SENSORTOP_STARTUP_FILES_H
#define SENSORTOP_STARTUP_FILES_H

#include "core/config.h"

/* Applies the file that asked (a config of environment and arguments alone) names, or those that
 * are read by themselves, as far as they are there. */
bool startup_read_files(struct config *config, const struct config *asked, struct buf *err);

#endif
