/* SPDX-License-Identifier: MIT
 *
 * recollection: what is firing, acknowledged, snoozed and under maintenance
 * outlives the program, in a file.
 */
#ifndef SENSORTOP_RECOLLECTION_H
#define SENSORTOP_RECOLLECTION_H

#include "core/config.h"
#include "station.h"

/* Is there to be one? */
bool recollection_is_wanted(const struct config *config);

/* Gives the model what was, and listens to the station, which outlives it. NULL: the file that the
 * user named cannot be written, and err says why; the usual one is an event then. */
struct recollection *recollection_create(struct station *station, const struct config *config,
                                         struct buf *err);

/* Writes it down once more. NULL is fine. */
void recollection_destroy(struct recollection *recollection);

/* The file that it writes, or NULL. */
const char *recollection_file(const struct recollection *recollection);

#endif
