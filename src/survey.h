/* SPDX-License-Identifier: MIT
 *
 * survey: waits until a station knows all there is to be known at first sight:
 * the broker has sent what it keeps, and whoever is online has said something.
 */
#ifndef SENSORTOP_SURVEY_H
#define SENSORTOP_SURVEY_H

#include "station.h"
#include "ui/filter.h"

struct survey {
    struct station *station;
    const struct config *config;
    struct filter filter; /* --filter */
    void (*done)(void *data, int64_t now_ms);
    void *data;
    int64_t end_ms;   /* the loop's time: then it is over whatever came; 0: not begun */
    int64_t quiet_ms; /* the broker's last stored message, or since when we are connected; 0: no */
    struct device_locations locations;
    bool is_done;
};

/* Listens to the station; calls done once, after --timeout at the latest. Config is borrowed; it
 * must not be moved afterwards. */
void survey_init(struct survey *survey, const struct config *config, struct station *station);
void survey_finish(struct survey *survey);

/* The device is one of those that were asked for. */
bool survey_covers(struct survey *survey, const struct device *device);

/* What it said is of now: live, or stored but no older than a device may be silent. */
bool survey_is_fresh(const struct survey *survey, const struct device *device, int64_t now_ms);

/* Of its devices are, or may be, more than one location. */
bool survey_has_locations(struct survey *survey);

#endif
