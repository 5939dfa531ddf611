/* SPDX-License-Identifier: MIT
 *
 * config-format: a config as the file that says the same, and where each line
 * of it comes from.
 */
#ifndef SENSORTOP_CORE_CONFIG_FORMAT_H
#define SENSORTOP_CORE_CONFIG_FORMAT_H

#include "core/config.h"
#include "core/option.h"

/* Appends every setting of sensortop that a file can have. What is not set, and what is secret, is
 * a comment. */
void config_format(const struct config *config, struct buf *out);

/* The value of an option as it would be written, its proxy without the password; false: unset. */
bool config_format_value(const struct config *config, const struct option *option, struct buf *out);

#endif
