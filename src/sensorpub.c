/* SPDX-License-Identifier: MIT */
#include "core/mem.h"
#include "core/option.h"
#include "io/log.h"
#include "publisher.h"
#include "startup.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All devices that this process plays. */
struct house {
    struct loop *loop;
    struct publisher *publishers;
    size_t n;
};

static char *house_name(const struct config_publish *publish, size_t i)
{
    struct buf name = { 0 };

    if (publish->demo)
        sim_demo_name(i, &name);
    else if (publish->simulate > 1)
        buf_addf(&name, "%s-%04zu", publish->device_id, i + 1);
    else
        buf_puts(&name, publish->device_id);
    return buf_detach(&name);
}

static void house_init(struct house *house, const struct config *config)
{
    const struct config_publish *publish = &config->publish;

    house->n = (size_t)publish->simulate;
    house->publishers = mem_zero(house->n, sizeof *house->publishers);
    for (size_t i = 0; i < house->n; i++) {
        struct sim sim;

        sim_init(&sim, (uint64_t)publish->seed + i, publish->demo ? sim_demo_part(i) : SIM_STEADY);
        publisher_init(&house->publishers[i], config, house->loop, house_name(publish, i), &sim);
        house->publishers[i].is_talkative = house->n == 1;
    }
}

/* First everybody says good-bye, then everybody waits: the waits are one wait. */
static void house_finish(struct house *house)
{
    for (size_t i = 0; i < house->n; i++)
        publisher_leave(&house->publishers[i]);
    for (size_t i = 0; i < house->n; i++)
        publisher_finish(&house->publishers[i]);
    free(house->publishers);
}

static int64_t house_on_idle(void *data, int64_t now_ms)
{
    struct house *house = data;
    int64_t due_ms = INT64_MAX;

    for (size_t i = 0; i < house->n; i++) {
        struct publisher *p = &house->publishers[i];

        if (now_ms >= p->due_ms)
            publisher_step(p, now_ms);
        if (p->due_ms < due_ms)
            due_ms = p->due_ms;
    }
    return due_ms;
}

static void house_on_signal(void *data, int64_t now_ms, int signo)
{
    struct house *house = data;

    (void)now_ms;
    (void)signo;
    loop_stop(house->loop);
}

static int sensorpub_run(const struct config *config)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct house house = { .loop = loop_create() };

    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        loop_add_signal(house.loop, signals[i], house_on_signal, &house);
    house_init(&house, config);
    loop_set_idle(house.loop, house_on_idle, &house);
    loop_run(house.loop);
    house_finish(&house);
    loop_destroy(house.loop);
    return STARTUP_EXIT_OK;
}

static void sensorpub_default_id(struct config_publish *publish)
{
    char host[HOST_NAME_MAX + 1] = "";

    if (publish->device_id)
        return;
    gethostname(host, sizeof host - 1);
    publish->device_id = mem_text(host, strlen(host));
}

int main(int argc, char **argv)
{
    struct config config;
    int status;

    if (startup_read(&config, OPTION_SENSORPUB, argc, argv, &status)) {
        if (config.publish.simulate) {
            sensorpub_default_id(&config.publish);
            status = sensorpub_run(&config);
        } else {
            log_line("there is no sensor to read yet in this version; use --simulate");
            status = STARTUP_EXIT_USAGE;
        }
    }
    config_finish(&config);
    return status;
}
