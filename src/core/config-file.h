/* SPDX-License-Identifier: MIT
 *
 * config-file: what a configuration file says, entry by entry. Knows no file:
 * the entries come from the caller, in their order.
 *
 *   config_apply_entry()…  config_end_file()    and the same for the next file
 */
#ifndef SENSORTOP_CORE_CONFIG_FILE_H
#define SENSORTOP_CORE_CONFIG_FILE_H

#include "core/config.h"

struct config_entry {
    const char *path;
    unsigned line;
    const char *section; /* what stands in the brackets; "" before the first section */
    const char *key;
    const char *value; /* as it is written: see config-value */
};

/* On failure err is the whole sentence, "path:line: [section] key: …", and config may have
 * changed. */
bool config_apply_entry(struct config *config, const struct config_entry *entry, struct buf *err);

/* What can be said only when the file is at its end: what its sections come to. */
bool config_end_file(struct config *config, const char *path, struct buf *err);

#endif
