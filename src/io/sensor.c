/* SPDX-License-Identifier: MIT */
#include "io/sensor.h"

#include "core/channel.h"
#include "core/command.h"
#include "core/mem.h"
#include "io/sensor-exec.h"
#include "io/sensor-value.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SENSOR_TRIES = 2 };

struct sensor {
    char *spec;
    char **argv; /* of a command, then all below but the last two are unused */

    char *root;
    char *which; /* in spec */
    struct sensor_site site;
    struct sensor_probe probe; /* dir_fd -1: unplugged */

    struct reading blank;
    struct sensor_counts counts;
};

/* --- where it is --- */

static void sensor_let_go(struct sensor *sensor)
{
    if (sensor->probe.dir_fd >= 0)
        close(sensor->probe.dir_fd);
    sensor->probe.dir_fd = -1;
}

static void sensor_settle(struct sensor *sensor, const struct sensor_sites *sites,
                          struct sensor_site *site)
{
    struct buf spec = { 0 };

    sensor_site_format(sites, site, &spec);
    sensor->spec = buf_detach(&spec);
    sensor->which = strchr(sensor->spec, ':') + 1;
    sensor->probe.kind = site->kind;
    sensor->probe.dir_fd = sensor_site_open(sensor->root, site);
    sensor->site = *site;
    *site = (struct sensor_site){ 0 };
    for (size_t i = 0; i < sensor->site.n_channels; i++)
        channel_add(&sensor->blank, sensor->site.channels[i].name);
}

/* Looks for the same sensor again: it may have another number now. */
static bool sensor_find_again(struct sensor *sensor, struct buf *why)
{
    struct sensor_sites sites;
    struct sensor_site *site;
    struct buf unused = { 0 };

    sensor_sites_find(sensor->root, &sites);
    site = sensor_sites_choose(&sites, sensor->probe.kind, sensor->which, &unused);
    if (site && strcmp(site->name, sensor->site.name) == 0) {
        sensor->probe.dir_fd = sensor_site_open(sensor->root, site);
        sensor_site_finish(&sensor->site);
        sensor->site = *site;
        *site = (struct sensor_site){ 0 };
    }
    buf_finish(&unused);
    sensor_sites_finish(&sites);
    if (sensor->probe.dir_fd < 0)
        buf_puts(why, "not there, unplugged?");
    return sensor->probe.dir_fd >= 0;
}

/* --- all values --- */

static const struct sensor_channel *sensor_channel_find(const struct sensor *sensor,
                                                        const char *name)
{
    for (size_t i = 0; i < sensor->site.n_channels; i++)
        if (strcmp(sensor->site.channels[i].name, name) == 0)
            return &sensor->site.channels[i];
    return NULL;
}

static enum sysfs_verdict sensor_ask_one(struct sensor *sensor, struct reading_metric *metric,
                                         struct buf *why)
{
    const struct sensor_channel *channel = sensor_channel_find(sensor, metric->name);
    enum sysfs_verdict verdict = SYSFS_FAILED;
    struct buf what = { 0 };
    double value = 0;

    if (channel)
        verdict = sensor_value_read(&sensor->probe, channel, &value, &what);
    else
        buf_addf(&what, "%s: no longer there", metric->name);
    metric->has_value = verdict == SYSFS_OK;
    metric->value = metric->has_value ? value : 0;
    sensor->counts.refused += !metric->has_value;
    if (!metric->has_value)
        buf_addf(why, "%s%s", why->len ? "; " : "", what.data);
    buf_finish(&what);
    return verdict;
}

/* Asks for what the reading still lacks; true: nothing is lacking any more. */
static bool sensor_ask(struct sensor *sensor, struct reading *reading, struct buf *why)
{
    for (size_t i = 0; i < reading->n_metrics; i++) {
        enum sysfs_verdict verdict;

        if (reading->metrics[i].has_value)
            continue;
        verdict = sensor_ask_one(sensor, &reading->metrics[i], why);
        if (verdict == SYSFS_GONE)
            sensor_let_go(sensor);
        /* The rest of a sensor that is silent or away would only take the same time again. */
        if (verdict == SYSFS_TIMED_OUT || verdict == SYSFS_GONE)
            break;
    }
    return !why->len;
}

/* DHT sensors tell temperature and humidity in one go: when the first failed and the second did
 * not, asking for the first again is free. So it is passes over all, not tries of each. */
static bool sensor_read_sysfs(struct sensor *sensor, struct reading *out, struct buf *why)
{
    struct reading reading = sensor->blank;
    struct buf said = { 0 };
    bool has_any = false, is_whole = false;

    for (int i = 0; i < SENSOR_TRIES && !is_whole; i++) {
        buf_clear(&said);
        if (sensor->probe.dir_fd >= 0 || sensor_find_again(sensor, &said))
            is_whole = sensor_ask(sensor, &reading, &said);
        sensor->counts.retries += i > 0;
    }
    for (size_t i = 0; i < reading.n_metrics; i++)
        has_any |= reading.metrics[i].has_value;
    if (!is_whole)
        buf_puts(why, buf_text(&said));
    buf_finish(&said);
    if (has_any)
        *out = reading;
    return has_any;
}

static bool sensor_read_command(struct sensor *sensor, struct reading *out, struct buf *why)
{
    if (!sensor_exec_read(sensor->argv, SENSOR_EXEC_LIMIT_MS, out, why)) {
        sensor->counts.refused++;
        return false;
    }
    sensor->blank = *out;
    for (size_t i = 0; i < out->n_metrics; i++) {
        sensor->blank.metrics[i].has_value = false;
        sensor->blank.metrics[i].value = 0;
    }
    return true;
}

bool sensor_read(struct sensor *sensor, struct reading *out, struct buf *why)
{
    bool ok =
        sensor->argv ? sensor_read_command(sensor, out, why) : sensor_read_sysfs(sensor, out, why);

    sensor->counts.readings += ok;
    sensor->counts.failures += !ok;
    return ok;
}

void sensor_blank(const struct sensor *sensor, struct reading *out)
{
    *out = sensor->blank;
}

struct sensor_counts sensor_get_counts(const struct sensor *sensor)
{
    return sensor->counts;
}

const char *sensor_spec(const struct sensor *sensor)
{
    return sensor->spec;
}

/* --- life --- */

static void sensor_take_command(struct sensor *sensor, const struct sensorspec *spec)
{
    struct buf text = { 0 };
    size_t n = 0;

    buf_addf(&text, "%s:%s", sensorspec_kind_name(spec->kind), spec->which);
    sensor->spec = buf_detach(&text);
    sensor->probe.kind = spec->kind;
    while (spec->argv[n])
        n++;
    sensor->argv = mem_zero(n + 1, sizeof *sensor->argv);
    for (size_t i = 0; i < n; i++)
        sensor->argv[i] = mem_text(spec->argv[i], strlen(spec->argv[i]));
    channel_add(&sensor->blank, "temperature"); /* until it has said something */
}

static bool sensor_is_root(const char *root, struct buf *err)
{
    int fd = sysfs_open(AT_FDCWD, root);

    if (fd < 0)
        buf_addf(err, "%s, a directory such as " SYSFS_ROOT " is accepted: '%s'", strerror(errno),
                 root);
    else
        close(fd);
    return fd >= 0;
}

struct sensor *sensor_create(const char *root, const struct sensorspec *spec, struct buf *err)
{
    struct sensor *sensor = mem_zero(1, sizeof *sensor);
    struct sensor_sites sites = { 0 };
    struct sensor_site *site = NULL;

    assert(spec->kind != SENSORSPEC_SIMULATE);
    sensor->probe.dir_fd = -1;
    sensor->root = mem_text(root, strlen(root));
    if (spec->kind == SENSORSPEC_EXEC) {
        sensor_take_command(sensor, spec);
        return sensor;
    }
    if (sensor_is_root(root, err)) {
        sensor_sites_find(root, &sites);
        site = sensor_sites_choose(&sites, spec->kind, spec->which, err);
    }
    if (site)
        sensor_settle(sensor, &sites, site);
    sensor_sites_finish(&sites);
    if (site)
        return sensor;
    sensor_destroy(sensor);
    return NULL;
}

void sensor_destroy(struct sensor *sensor)
{
    if (!sensor)
        return;
    sensor_let_go(sensor);
    sensor_site_finish(&sensor->site);
    command_finish(sensor->argv);
    free(sensor->spec);
    free(sensor->root);
    free(sensor);
}
