/* SPDX-License-Identifier: MIT */
#include "outlet.h"

#include "io/log.h"
#include "startup.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { OUTLET_FINISH_MS = 500 };

static void outlet_on_output(void *data, int64_t loop_ms, short revents)
{
    struct outlet *outlet = data;

    (void)loop_ms;
    if (revents & (POLLERR | POLLHUP | POLLNVAL))
        station_stop(outlet->station, STARTUP_EXIT_OK);
}

/* No events: the loop wakes us only when nobody reads any more. */
static void outlet_watch(struct outlet *outlet, short events)
{
    struct loop *loop = station_loop(outlet->station);

    if (events == outlet->watched)
        return;
    loop_remove_fd(loop, outlet->output.fd);
    loop_add_fd(loop, outlet->output.fd, events, outlet_on_output, outlet);
    outlet->watched = events;
}

/* Once for as long as it lasts. */
static void outlet_tell_failure(struct outlet *outlet)
{
    int error = outlet->output.error;

    if (error && !outlet->has_failed)
        log_line("standard output: %s: lines are lost until there is room", strerror(error));
    outlet->has_failed = error != 0;
}

void outlet_init(struct outlet *outlet, struct station *station)
{
    *outlet = (struct outlet){ .station = station, .output = { .fd = STDOUT_FILENO } };
    loop_add_fd(station_loop(station), STDOUT_FILENO, 0, outlet_on_output, outlet);
}

enum output_state outlet_write(struct outlet *outlet)
{
    enum output_state state = output_write(&outlet->output);

    if (state == OUTPUT_CLOSED)
        station_stop(outlet->station, STARTUP_EXIT_OK);
    else
        outlet_tell_failure(outlet);
    outlet_watch(outlet, state == OUTPUT_BLOCKED ? POLLOUT : 0);
    return state;
}

void outlet_finish(struct outlet *outlet)
{
    loop_remove_fd(station_loop(outlet->station), outlet->output.fd);
    output_finish(&outlet->output, OUTLET_FINISH_MS);
}
