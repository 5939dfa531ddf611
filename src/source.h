/* SPDX-License-Identifier: MIT
 *
 * source: where the readings of one device come from: a sensor of this machine,
 * or a made-up one that may follow a scenario.
 */
#ifndef SENSORTOP_SOURCE_H
#define SENSORTOP_SOURCE_H

#include "core/reading.h"
#include "core/scenario.h"
#include "core/sim.h"
#include "io/sensor.h"

/* What the device does now. */
enum source_act {
    SOURCE_READING, /* it has measured */
    SOURCE_BLANK,   /* it could not measure: the metrics without a value, text says why */
    SOURCE_GARBAGE, /* it sends the bytes of text, which are no reading */
    SOURCE_SILENT,  /* it sends nothing */
    SOURCE_DEAD,    /* it is gone, without a word */
};

struct source {
    struct sensor *sensor; /* NULL: made up by the rest */
    struct sim sim;
    const struct scenario *scenario; /* or NULL; borrowed */
    char *name;                      /* of the device, for the scenario */
};

/* Both copy or take what they are given: the sensor becomes the source's. */
void source_init_sensor(struct source *source, struct sensor *take_sensor);
void source_init_made_up(struct source *source, uint64_t seed, const char *name,
                         const struct scenario *scenario);
void source_finish(struct source *source);

/* May wait for a sensor, see io/sensor. elapsed_ms: since the start, never back. out has no time;
 * text is appended to. */
enum source_act source_read(struct source *source, int64_t elapsed_ms, struct reading *out,
                            struct buf *text);

#endif
