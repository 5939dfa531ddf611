/* SPDX-License-Identifier: MIT
 *
 * outlet: standard output of a station: written as fast as its reader takes it,
 * and its end is the station's.
 */
#ifndef SENSORTOP_OUTLET_H
#define SENSORTOP_OUTLET_H

#include "io/output.h"
#include "station.h"

struct outlet {
    struct station *station;
    struct output output; /* its lines are the owner's to add */
    short watched;        /* events that the loop tells of */
    bool has_failed;      /* that is said */
};

/* Must not be moved afterwards. */
void outlet_init(struct outlet *outlet, struct station *station);

/* Before each sleep: writes what can be written. When nobody reads any more, the station stops with
 * status 0. */
enum output_state outlet_write(struct outlet *outlet);

/* Gives a slow reader a moment for the rest. */
void outlet_finish(struct outlet *outlet);

#endif
