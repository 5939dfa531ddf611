/* SPDX-License-Identifier: MIT */
#include "headless.h"

#include "chronicle.h"
#include "confinement.h"
#include "io/log.h"
#include "service.h"
#include "startup.h"
#include "station.h"

int headless_run(const struct config *config)
{
    struct feed feed = { 0 };
    struct station *station;
    struct chronicle chronicle;
    struct service service;
    struct buf err = { 0 };
    int status;

    if (!feed_live_init(&feed, config, &err)) {
        log_line("%s", buf_text(&err));
        buf_finish(&err);
        return STARTUP_EXIT_USAGE;
    }
    station = station_create(config, &feed);
    chronicle_init(&chronicle, config, station);
    service_init(&service, station);
    confinement_enter(config);
    status = station_run(station);
    service_finish(&service);
    chronicle_finish(&chronicle);
    station_destroy(station);
    return status;
}
