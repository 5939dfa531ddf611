/* SPDX-License-Identifier: MIT
 *
 * inifile: files of sections, keys and values. The only one that knows libinih.
 */
#ifndef SENSORTOP_IO_INIFILE_H
#define SENSORTOP_IO_INIFILE_H

#include "core/config-file.h"

#include <stdbool.h>

/* What an entry says, which is borrowed; on failure err is the whole sentence. */
typedef bool inifile_entry_fn(void *data, const struct config_entry *entry, struct buf *err);

/* Reads the file entry by entry up to the first mistake. On failure err is the whole sentence,
 * beginning with the path. */
bool inifile_read(const char *path, inifile_entry_fn *fn, void *data, struct buf *err);

#endif
