/* SPDX-License-Identifier: MIT
 *
 * sensor-site: where sensors are in sysfs, what they measure, and which one is
 * meant. Reads names, never a value.
 */
#ifndef SENSORTOP_IO_SENSOR_SITE_H
#define SENSORTOP_IO_SENSOR_SITE_H

#include "core/sensorspec.h"

#include <stddef.h>

enum { SENSOR_CHANNELS_MAX = 8, SENSOR_FILE_BYTES = 64 };

/* The value is (file + offset) * scale * factor; "" stands for no such file. */
struct sensor_channel {
    const char *name; /* of core/channel */
    char file[SENSOR_FILE_BYTES];
    char offset[SENSOR_FILE_BYTES];
    char scale[SENSOR_FILE_BYTES];
    char fault[SENSOR_FILE_BYTES]; /* not 0: the value is none */
    double factor;                 /* from the unit of sysfs to ours */
};

/* What a sensor may stand for when nobody named it. */
enum sensor_rank {
    SENSOR_NAMED, /* nothing: the board's own temperature, or the chip's */
    SENSOR_PLAIN, /* a temperature, and nothing speaks against it */
    SENSOR_WIRE,  /* a 1-wire thermometer: somebody has put it where it is */
    SENSOR_ROOM,  /* temperature and humidity: no board has a use for that */
};

struct sensor_site {
    enum sensorspec_kind kind;
    char *id;      /* its directory: "iio:device0" */
    char *name;    /* as the driver calls it: "bme280" */
    char *label;   /* as the board's description calls it, or NULL */
    char *part;    /* hwmon: "temp1", one of the chip's; or NULL */
    bool is_first; /* of its chip's parts */
    enum sensor_rank rank;
    size_t order;
    size_t n_channels;
    struct sensor_channel channels[SENSOR_CHANNELS_MAX];
};

struct sensor_sites {
    size_t n;
    struct sensor_site *items;
};

/* All that is there, best rank first. */
void sensor_sites_find(const char *root, struct sensor_sites *out);
void sensor_sites_finish(struct sensor_sites *sites);

/* The site becomes the sites'; without a channel it is none. */
void sensor_sites_add(struct sensor_sites *sites, struct sensor_site *take_site);

/* The place that `which` means, or the best one when that is NULL; borrowed. NULL: err says why and
 * what is there. */
struct sensor_site *sensor_sites_choose(const struct sensor_sites *sites, enum sensorspec_kind kind,
                                        const char *which, struct buf *err);

/* Appends what chooses this place and no other, "iio:bme280": a name rather than a number that
 * changes from boot to boot, and nothing that a shell or a list of options would take apart. */
void sensor_site_format(const struct sensor_sites *sites, const struct sensor_site *site,
                        struct buf *out);

/* Its directory, or -1. */
int sensor_site_open(const char *root, const struct sensor_site *site);

void sensor_site_finish(struct sensor_site *site);

#endif
