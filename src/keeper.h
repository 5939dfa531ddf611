/* SPDX-License-Identifier: MIT
 *
 * keeper: writes down what a station hears, as far as config asks for it.
 */
#ifndef SENSORTOP_KEEPER_H
#define SENSORTOP_KEEPER_H

#include "core/config.h"
#include "station.h"

struct keeper;

/* *out is NULL when there is nothing to keep. Before the station runs; the station must outlive the
 * keeper's last message, and be destroyed after it. False: a file cannot be written, and err says
 * which. */
bool keeper_create(const struct config *config, struct station *station, struct keeper **out,
                   struct buf *err);

/* What cannot be written any more is said on standard error. NULL is fine. */
void keeper_destroy(struct keeper *keeper);

#endif
