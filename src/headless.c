/* SPDX-License-Identifier: MIT */
#include "headless.h"

#include "chronicle.h"
#include "confinement.h"
#include "duties.h"
#include "io/log.h"
#include "reload.h"
#include "service.h"
#include "startup.h"
#include "station.h"

#include <signal.h>

static void headless_on_hangup(void *data, int64_t loop_ms, int signo)
{
    struct reload *reload = data;

    (void)signo;
    reload_run(reload, station_now_ms(reload->station, loop_ms));
}

static int headless_listen(const struct config *config, struct station *station,
                           const struct duties *duties)
{
    struct chronicle chronicle;
    struct service service;
    struct reload reload;
    int status;

    chronicle_init(&chronicle, config, station);
    service_init(&service, station);
    reload_init(&reload, config, station);
    loop_add_signal(station_loop(station), SIGHUP, headless_on_hangup, &reload);
    if (!duties_run_commands(duties))
        confinement_enter(config, duties_state_file(duties));
    status = station_run(station);
    service_finish(&service);
    chronicle_finish(&chronicle);
    reload_finish(&reload);
    return status;
}

int headless_run(const struct config *config)
{
    struct feed feed = { 0 };
    struct station *station = NULL;
    struct duties *duties = NULL;
    struct buf err = { 0 };
    int status = STARTUP_EXIT_USAGE;

    if (feed_init(&feed, config, &err)) {
        station = station_create(config, &feed);
        duties = duties_create(station, config, &err);
    }
    if (duties)
        status = headless_listen(config, station, duties);
    if (err.len)
        log_line("%s", err.data);
    duties_destroy(duties);
    station_destroy(station);
    buf_finish(&err);
    return status;
}
