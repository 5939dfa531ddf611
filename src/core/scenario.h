/* SPDX-License-Identifier: MIT
 *
 * scenario: what happens to made-up devices, and when: a text of one line an
 * event, and with it the same story every time.
 *
 *   # the devices, in this order: kitchen-01, attic-01, kitchen-02, …
 *   devices kitchen attic
 *   # WHICH   at WHEN  [every PERIOD]  ACT             [for DURATION]
 *   kitchen-* at 8s    every 1m        heat to 34C     for 52s
 *   attic-01  at 8s    every 1m        die             for 52s
 *   *-01      at 5m                    silent
 *
 * WHICH is a glob. WHEN counts from the start of the program, with a PERIOD
 * from the start of each period. Without DURATION it lasts to the end. Of
 * several lines that apply at a moment the last one counts.
 */
#ifndef SENSORTOP_CORE_SCENARIO_H
#define SENSORTOP_CORE_SCENARIO_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCENARIO_LINES_MAX = 1000, SCENARIO_BYTES_MAX = 64 * 1024 };

enum scenario_act {
    SCENARIO_ORDINARY,
    SCENARIO_HEAT,    /* "heat to C": there, and back to ordinary at the end */
    SCENARIO_DIE,     /* hangs up without a word: the broker publishes its last will */
    SCENARIO_SILENT,  /* stays connected and publishes nothing */
    SCENARIO_BLANK,   /* its sensor is gone: readings without values */
    SCENARIO_GARBAGE, /* sends what is no reading */
    SCENARIO_ACT_COUNT_
};

struct scenario_state {
    enum scenario_act act;
    double target_c; /* HEAT: what it is on its way to … */
    double weight;   /* … and how far it has come: 0 = ordinary, 1 = there */
};

/* On failure NULL, and err says "line N: what was wrong, what is accepted". */
struct scenario *scenario_parse(const char *text, size_t len, struct buf *err);
void scenario_destroy(struct scenario *scenario);

/* The house of sensortop --demo, as a text. */
const char *scenario_house(void);

/* How many names its line "devices" has; 0: it has none. */
size_t scenario_devices(const struct scenario *scenario);

/* Appends the name of device i, "kitchen-01"; only when there are names. */
void scenario_name(const struct scenario *scenario, size_t i, struct buf *out);

/* What the device does that long after the start; the target starts at zero weight. */
void scenario_at(const struct scenario *scenario, const char *device, int64_t elapsed_ms,
                 struct scenario_state *out);

#endif
