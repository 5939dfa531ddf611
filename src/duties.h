/* SPDX-License-Identifier: MIT
 *
 * duties: what a station does besides showing, the same with a screen or without:
 * records what it hears, keeps alerts over a restart, runs commands for them
 * and publishes them.
 *
 *   station_create -> duties_create -> station_run -> duties_destroy -> station_destroy
 */
#ifndef SENSORTOP_DUTIES_H
#define SENSORTOP_DUTIES_H

#include "core/config.h"
#include "station.h"

/* config is borrowed. NULL: something is not as the user said, and err says what. Nobody is told of
 * the alerts of a recording. */
struct duties *duties_create(struct station *station, const struct config *config, struct buf *err);
/* Children that must be able to do what we need not. */
bool duties_run_commands(const struct duties *duties);

/* The file that is replaced now and then; borrowed, or NULL. */
const char *duties_state_file(const struct duties *duties);

void duties_destroy(struct duties *duties);

/* Of rules that hold for nobody, as far as that cannot be meant: an event. */
void duties_tell_lost_rules(struct model *model, int64_t now_ms);

#endif
