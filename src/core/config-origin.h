/* SPDX-License-Identifier: MIT
 *
 * config-origin: where each value of a config was said: "/etc/…/sensortop.conf:3",
 * "SENSORTOP_HIGH", "--high". By row of the option table, beside the values.
 */
#ifndef SENSORTOP_CORE_CONFIG_ORIGIN_H
#define SENSORTOP_CORE_CONFIG_ORIGIN_H

#include "core/config.h"
#include "core/option.h"

#define CONFIG_ORIGIN_BROKER "BROKER" /* the word without a dash */

/* option_set, and on success the origin is noted: that of each field that an address fills, too. */
bool config_set(struct config *config, const struct option *option, const char *text,
                const char *origin, struct buf *why);

/* config_apply_broker, in the same way. */
bool config_set_broker(struct config *config, const char *text, const char *origin,
                       struct buf *why);

void config_note_origin(struct config *config, const struct option *option, const char *origin);

/* The options that a sentence names as "--high" are named by where their values came from:
 * "--high", "SENSORTOP_HIGH", "r.conf:3: high". What stands in quotes is left as it is. */
void config_name_origins(const struct config *config, struct buf *sentence);

/* Borrowed; NULL: nobody said anything, it is the default. */
const char *config_find_origin(const struct config *config, const struct option *option);

/* It was said on the command line: meant for this run, not for every day. */
bool config_is_argument(const struct config *config, const char *name);

#endif
