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
    struct config *again;       /* as it was read last; NULL: never again */
    struct config *before;      /* as it was read before that; NULL: that was the first time */
    struct station *station;
};

void reload_init(struct reload *reload, const struct config *config, struct station *station);
void reload_finish(struct reload *reload);

/* What holds now; borrowed until the one after the next reload_run. */
const struct config *reload_config(const struct reload *reload);

/* The option of this name has another value than before the last reload_run. */
bool reload_changed(const struct reload *reload, const char *option);

/* Reads it again. False: there is a mistake in it, an event says which, and everything is as it
 * was. */
bool reload_run(struct reload *reload, int64_t now_ms);

#endif
