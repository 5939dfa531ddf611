/* SPDX-License-Identifier: MIT
 *
 * reload: the configuration read again while a station runs (SIGHUP): the table
 * stays, and what can take effect does.
 */
#ifndef SENSORTOP_RELOAD_H
#define SENSORTOP_RELOAD_H

#include "core/config.h"
#include "station.h"

struct reload {
    const struct config *first; /* of the start, borrowed */
    struct config again;        /* once it was read again */
    bool has_again;
    struct station *station;
};

void reload_init(struct reload *reload, const struct config *config, struct station *station);
void reload_finish(struct reload *reload);

/* What holds now; borrowed until the next reload_run. */
const struct config *reload_config(const struct reload *reload);

/* Reads it again. False: there is a mistake in it, an event says which, and everything is as it
 * was. */
bool reload_run(struct reload *reload, int64_t now_ms);

#endif
