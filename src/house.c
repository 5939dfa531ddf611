/* SPDX-License-Identifier: MIT */
#include "house.h"

#include "core/mem.h"
#include "core/topic.h"
#include "io/log.h"
#include "io/scenario-file.h"
#include "startup.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* A link has a socket, two eventfds, and with libmosquitto before 2.1 a socket pair. */
enum { HOUSE_FDS_OF_A_LINK = 6, HOUSE_FDS_BESIDES = 64 };

/* --- names --- */

/* NULL: the name of this machine will not do, and it is said why. */
static char *house_device_id(const struct config_publish *publish)
{
    char host[HOST_NAME_MAX + 1] = "";
    const char *id = publish->device_id;
    const char *why;

    if (!id) {
        gethostname(host, sizeof host - 1);
        id = host;
    }
    if (topic_is_level(id, &why))
        return mem_text(id, strlen(id));
    log_line("the name of this machine is not %s: '%s'; give a --device-id", why, id);
    return NULL;
}

static char *house_made_up_name(const struct house *house, const char *id, size_t i)
{
    struct buf name = { 0 };

    if (house->scenario && scenario_devices(house->scenario))
        scenario_name(house->scenario, i, &name);
    else if (house->n > 1)
        buf_addf(&name, "%s-%04zu", id, i + 1);
    else
        buf_puts(&name, id);
    return buf_detach(&name);
}

/* --- devices --- */

static void house_add(struct house *house, size_t i, char *take_name, struct source *take_source)
{
    const struct config_publish *publish = &house->config->publish;
    bool is_fleet = house->n > 1 && (publish->simulate || publish->scenario);
    int64_t delay_ms = publish->interval_ms * (int64_t)i / (int64_t)house->n;

    publisher_init(&house->publishers[i], &(struct publisher_options){
                                              .config = house->config,
                                              .loop = house->loop,
                                              .take_name = take_name,
                                              .take_source = take_source,
                                              .delay_ms = is_fleet ? delay_ms : 0,
                                              /* what one says of the broker, all would */
                                              .is_talkative = !is_fleet || i == 0 || publish->debug,
                                              .is_many = house->n > 1 });
}

static void house_add_made_up(struct house *house, size_t i, char *take_name)
{
    struct source source;

    source_init_made_up(&source, (uint64_t)house->config->publish.seed + i, take_name,
                        house->scenario);
    house_add(house, i, take_name, &source);
}

/* Soft limits of 1,024 descriptors are usual, hard ones are far above. */
static void house_raise_fds(size_t n)
{
    rlim_t wanted = n * HOUSE_FDS_OF_A_LINK + HOUSE_FDS_BESIDES;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        log_line("warning: so many devices need %llu file descriptors, and this process may have "
                 "only %llu",
                 (unsigned long long)wanted, (unsigned long long)limit.rlim_cur);
}

static void house_fill_made_up(struct house *house, const char *id)
{
    house_raise_fds(house->n);
    house->publishers = mem_zero(house->n, sizeof *house->publishers);
    for (size_t i = 0; i < house->n; i++)
        house_add_made_up(house, i, house_made_up_name(house, id, i));
}

/* False: the program ends with *exit_status. *out NULL and true: a made-up one instead. */
static bool house_open(const struct config_publish *publish, const struct sensorspec *spec,
                       struct sensor **out, int *exit_status)
{
    struct buf err = { 0 };
    bool ok = true;

    *out = NULL;
    if (spec->kind == SENSORSPEC_SIMULATE)
        return true;
    *out = sensor_create(publish->sysfs, spec, &err);
    if (*out) {
        log_line("reading %s", sensor_spec(*out));
    } else if (spec->kind == SENSORSPEC_AUTO && !publish->no_simulate) {
        log_line(
            "no sensor found, SIMULATING one (\"simulated\":true; --no-simulate ends instead): "
            "%s",
            buf_text(&err));
    } else {
        log_line("--sensor: %s", buf_text(&err));
        *exit_status = spec->kind == SENSORSPEC_AUTO ? STARTUP_EXIT_FAILURE : STARTUP_EXIT_USAGE;
        ok = false;
    }
    buf_finish(&err);
    return ok;
}

static void house_add_spec(struct house *house, size_t i, const struct sensorspec *spec,
                           const char *id, struct sensor *take_sensor)
{
    const char *name = spec->own ? spec->own : id;
    struct source source;

    if (take_sensor) {
        source_init_sensor(&source, take_sensor);
        house_add(house, i, mem_text(name, strlen(name)), &source);
    } else {
        house_add_made_up(house, i, mem_text(name, strlen(name)));
    }
}

static bool house_parse_specs(const struct config_list *list, struct sensorspec *specs)
{
    struct buf err = { 0 };
    bool ok = true;

    for (size_t i = 0; ok && i < list->n; i++)
        ok = sensorspec_parse(list->items[i], &specs[i], &err);
    ok = ok && sensorspec_check_names(specs, list->n, &err);
    if (!ok)
        log_line("--sensor: %s", buf_text(&err));
    buf_finish(&err);
    return ok;
}

/* All are found before the first one says that it is online. */
static bool house_fill_sensors(struct house *house, const char *id, int *exit_status)
{
    const struct config_list *list = &house->config->publish.sensors;
    struct sensorspec *specs = mem_zero(list->n, sizeof *specs);
    struct sensor **sensors = mem_zero(list->n, sizeof *sensors);
    bool ok = house_parse_specs(list, specs);

    for (size_t i = 0; ok && i < list->n; i++)
        ok = house_open(&house->config->publish, &specs[i], &sensors[i], exit_status);
    house->n = ok ? list->n : 0;
    house->publishers = mem_zero(list->n, sizeof *house->publishers);
    for (size_t i = 0; i < list->n; i++) {
        if (ok)
            house_add_spec(house, i, &specs[i], id, sensors[i]);
        else
            sensor_destroy(sensors[i]);
        sensorspec_finish(&specs[i]);
    }
    free(specs);
    free(sensors);
    return ok;
}

/* --- life --- */

/* What is played, and by how many; false: the file is not what it should be, and it is said. */
static bool house_read_scenario(struct house *house)
{
    const struct config_publish *publish = &house->config->publish;
    size_t n = (size_t)publish->simulate;
    struct buf err = { 0 };

    if (publish->scenario) {
        house->scenario = scenario_file_read(publish->scenario, &err);
        if (!house->scenario) {
            log_line("--scenario: %s", buf_text(&err));
            buf_finish(&err);
            return false;
        }
        n = n ? n : scenario_devices(house->scenario);
        n = n ? n : 1;
    }
    house->n = n;
    return true;
}

static bool house_fill(struct house *house, const char *id, int *exit_status)
{
    if (!house_read_scenario(house))
        return false;
    if (!house->n)
        return house_fill_sensors(house, id, exit_status);
    house_fill_made_up(house, id);
    return true;
}

bool house_init(struct house *house, const struct config *config, struct loop *loop,
                int *exit_status)
{
    char *id = house_device_id(&config->publish);
    bool ok;

    *house = (struct house){ .config = config, .loop = loop };
    *exit_status = STARTUP_EXIT_USAGE;
    ok = id && house_fill(house, id, exit_status);
    if (ok)
        *exit_status = STARTUP_EXIT_OK;
    else
        house_finish(house);
    free(id);
    return ok;
}

int64_t house_on_idle(void *data, int64_t now_ms)
{
    struct house *house = data;
    int64_t due_ms = INT64_MAX;
    size_t n_done = 0;

    for (size_t i = 0; i < house->n; i++) {
        struct publisher *p = &house->publishers[i];

        if (now_ms >= p->due_ms)
            publisher_step(p, now_ms);
        if (p->due_ms < due_ms)
            due_ms = p->due_ms;
        n_done += publisher_is_done(p);
    }
    if (n_done == house->n)
        loop_stop(house->loop);
    return due_ms;
}

int house_error(const struct house *house)
{
    for (size_t i = 0; i < house->n; i++)
        if (house->publishers[i].error)
            return house->publishers[i].error;
    return 0;
}

void house_finish(struct house *house)
{
    for (size_t i = 0; i < house->n; i++)
        publisher_leave(&house->publishers[i]);
    for (size_t i = 0; i < house->n; i++)
        publisher_finish(&house->publishers[i]);
    free(house->publishers);
    scenario_destroy(house->scenario);
    *house = (struct house){ 0 };
}
