/* SPDX-License-Identifier: MIT
 *
 * chronicle: what happens at a station as lines on standard output: text, JSON
 * or CSV. A log is bounded, and what there is no room for is left out and
 * counted; a stream has all, and waits for its reader.
 */
#ifndef SENSORTOP_CHRONICLE_H
#define SENSORTOP_CHRONICLE_H

#include "core/throttle.h"
#include "outlet.h"
#include "station.h"
#include "ui/filter.h"

struct chronicle {
    struct station *station;
    const struct config *config;
    struct outlet outlet;
    struct filter filter;
    struct event_format format;
    struct throttle events;
    struct throttle readings;
    const struct device *told; /* its status, by a message: the event says it again */
    bool in_journal;           /* which has times of its own, and priorities */
};

/* Listens to the station; config is borrowed. Must not be moved afterwards. */
void chronicle_init(struct chronicle *chronicle, const struct config *config,
                    struct station *station);

/* Gives a slow reader a moment for the rest. */
void chronicle_finish(struct chronicle *chronicle);

#endif
