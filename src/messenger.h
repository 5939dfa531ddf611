/* SPDX-License-Identifier: MIT
 *
 * messenger: runs the user's commands when an alert fires, goes on or is over.
 */
#ifndef SENSORTOP_MESSENGER_H
#define SENSORTOP_MESSENGER_H

#include "core/config.h"
#include "station.h"

/* All commands of the configuration can be run. False: err says which cannot. */
bool messenger_check(const struct config *config, struct buf *err);

/* Listens to the station, which outlives it; config is borrowed. NULL: a command cannot be run, and
 * err says which. */
struct messenger *messenger_create(struct station *station, const struct config *config,
                                   struct buf *err);
void messenger_destroy(struct messenger *messenger);

/* Is there a command to run? */
bool messenger_is_wanted(const struct config_tell *tell, const struct rule_list *rules);

#endif
