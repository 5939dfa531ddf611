/* SPDX-License-Identifier: MIT
 *
 * herald: tells the broker of alerts, so that other programs see them: of each
 * device a retained message with what is active, cleared when nothing is.
 */
#ifndef SENSORTOP_HERALD_H
#define SENSORTOP_HERALD_H

#include "core/config.h"
#include "station.h"

/* Listens to the station, which outlives it; config is borrowed. */
struct herald *herald_create(struct station *station, const struct config *config);
void herald_destroy(struct herald *herald); /* NULL is fine */

#endif
