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

enum { STARTUP_FILES_MAX = 2 };

/* Those that would be read again, whether they are there or not: free() each, or NULL. */
void startup_file_paths(const struct config *config, char *paths[STARTUP_FILES_MAX]);

#endif
