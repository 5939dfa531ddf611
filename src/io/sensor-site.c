/* SPDX-License-Identifier: MIT */
#include "io/sensor-site.h"

#include "core/mem.h"
#include "io/sensor-kind.h"
#include "io/sysfs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* So many are named in an error. */
enum { SENSOR_SITES_NAMED_MAX = 8 };

/* --- finding --- */

void sensor_sites_add(struct sensor_sites *sites, struct sensor_site *take_site)
{
    if (!take_site->n_channels) {
        sensor_site_finish(take_site);
        return;
    }
    take_site->order = sites->n;
    sites->items = mem_resize(sites->items, sites->n + 1, sizeof *sites->items);
    sites->items[sites->n++] = *take_site;
}

static int sensor_site_open_folder(const char *root, enum sensorspec_kind kind)
{
    int root_fd = sysfs_open(AT_FDCWD, root);
    int fd = root_fd >= 0 ? sysfs_open(root_fd, sensor_kinds[kind].folder) : -1;

    if (root_fd >= 0)
        close(root_fd);
    return fd;
}

int sensor_site_open(const char *root, const struct sensor_site *site)
{
    int folder_fd = sensor_site_open_folder(root, site->kind);
    int fd = folder_fd >= 0 ? sysfs_open(folder_fd, site->id) : -1;

    if (folder_fd >= 0)
        close(folder_fd);
    return fd;
}

static void sensor_sites_find_kind(struct sensor_sites *sites, const char *root,
                                   enum sensorspec_kind kind)
{
    int folder_fd = sensor_site_open_folder(root, kind);
    struct sysfs_names ids;

    if (folder_fd < 0)
        return;
    sysfs_list(folder_fd, sensor_kinds[kind].prefix, "", &ids);
    for (size_t i = 0; i < ids.n; i++) {
        int fd = sysfs_open(folder_fd, ids.items[i]);

        if (fd < 0)
            continue;
        sensor_kinds[kind].add(sites, fd, ids.items[i]);
        close(fd);
    }
    sysfs_names_finish(&ids);
    close(folder_fd);
}

static int sensor_site_compare(const void *a, const void *b)
{
    const struct sensor_site *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

void sensor_sites_find(const char *root, struct sensor_sites *out)
{
    *out = (struct sensor_sites){ 0 };
    for (int kind = 0; kind < SENSORSPEC_KIND_COUNT_; kind++)
        if (sensor_kinds[kind].add)
            sensor_sites_find_kind(out, root, (enum sensorspec_kind)kind);
    if (out->n)
        qsort(out->items, out->n, sizeof *out->items, sensor_site_compare);
}

void sensor_site_finish(struct sensor_site *site)
{
    free(site->id);
    free(site->name);
    free(site->label);
    free(site->part);
    *site = (struct sensor_site){ 0 };
}

void sensor_sites_finish(struct sensor_sites *sites)
{
    for (size_t i = 0; i < sites->n; i++)
        sensor_site_finish(&sites->items[i]);
    free(sites->items);
    *sites = (struct sensor_sites){ 0 };
}

/* --- choosing --- */

static bool sensor_site_is_text(const char *text, const char *which, size_t len)
{
    return text && strlen(text) == len && memcmp(text, which, len) == 0;
}

/* "iio:device0" may be written "device0", "28-0316a2795aff" without its family. */
static bool sensor_site_is_id(const struct sensor_site *site, const char *which, size_t len)
{
    const char *mark = strpbrk(site->id, ":-");

    return sensor_site_is_text(site->id, which, len) ||
           (mark && sensor_site_is_text(mark + 1, which, len));
}

static bool sensor_site_is(const struct sensor_site *site, enum sensorspec_kind kind,
                           const char *which)
{
    const char *slash = site->part ? strchr(which, '/') : NULL;
    size_t len = slash ? (size_t)(slash - which) : strlen(which);
    bool is_it = sensor_site_is_id(site, which, len);

    if (site->kind != kind)
        return false;
    if (kind != SENSORSPEC_W1) /* where the name is the type of chip */
        is_it |= sensor_site_is_text(site->name, which, len);
    if (!site->part)
        return is_it || sensor_site_is_text(site->label, which, len);
    if (!slash)
        return is_it && site->is_first;
    return is_it && (strcmp(slash + 1, site->part) == 0 ||
                     sensor_site_is_text(site->label, slash + 1, strlen(slash + 1)));
}

static size_t sensor_sites_count(const struct sensor_sites *sites, enum sensorspec_kind kind,
                                 const char *which)
{
    size_t n = 0;

    for (size_t i = 0; i < sites->n; i++)
        n += sensor_site_is(&sites->items[i], kind, which);
    return n;
}

static void sensor_site_add_which(const struct sensor_site *site, const char *chip, struct buf *out)
{
    buf_puts(out, chip);
    if (site->part && !site->is_first)
        buf_addf(out, "/%s", site->part);
}

void sensor_site_format(const struct sensor_sites *sites, const struct sensor_site *site,
                        struct buf *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-.@+:";
    const char *mark = strchr(site->id, ':');
    struct buf which = { 0 };

    sensor_site_add_which(site, site->name, &which);
    if (strcmp(site->name, site->id) == 0 || site->name[strspn(site->name, plain)] ||
        sensor_sites_count(sites, site->kind, which.data) != 1) {
        buf_clear(&which);
        sensor_site_add_which(site, mark ? mark + 1 : site->id, &which);
    }
    buf_addf(out, "%s:%s", sensorspec_kind_name(site->kind), which.data);
    buf_finish(&which);
}

/* "…, one of iio:bme280, thermal:cpu-thermal is accepted: 'iio:x'" */
static void sensor_sites_refuse(const struct sensor_sites *sites, const char *what,
                                enum sensorspec_kind kind, const char *which, struct buf *err)
{
    buf_puts(err, what);
    for (size_t i = 0; i < sites->n && i < SENSOR_SITES_NAMED_MAX; i++) {
        buf_puts(err, i ? ", " : ", one of ");
        sensor_site_format(sites, &sites->items[i], err);
    }
    buf_puts(err, sites->n > SENSOR_SITES_NAMED_MAX ? ", …" : "");
    buf_puts(err, sites->n ? " is accepted" : ", and there is no other");
    buf_addf(err, ": '%s%s%s'", sensorspec_kind_name(kind), which ? ":" : "", which ? which : "");
}

static struct sensor_site *sensor_sites_choose_best(const struct sensor_sites *sites,
                                                    enum sensorspec_kind kind)
{
    for (size_t i = 0; i < sites->n; i++)
        if (sites->items[i].rank > SENSOR_NAMED &&
            (kind == SENSORSPEC_AUTO || kind == sites->items[i].kind))
            return &sites->items[i];
    return NULL;
}

struct sensor_site *sensor_sites_choose(const struct sensor_sites *sites, enum sensorspec_kind kind,
                                        const char *which, struct buf *err)
{
    struct sensor_site *found = which ? NULL : sensor_sites_choose_best(sites, kind);
    size_t n = which ? sensor_sites_count(sites, kind, which) : found != NULL;

    for (size_t i = 0; which && n == 1 && i < sites->n; i++)
        if (sensor_site_is(&sites->items[i], kind, which))
            found = &sites->items[i];
    if (found)
        return found;
    sensor_sites_refuse(sites,
                        n       ? "more than one sensor of that name"
                        : which ? "no such sensor"
                                : "no sensor that could stand for a room's",
                        kind, which, err);
    return NULL;
}
