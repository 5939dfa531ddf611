/* SPDX-License-Identifier: MIT
 *
 * device-names: how devices are called on a screen, "office/desk-1", and how
 * much room that takes. Where there is not enough of it, all locations are cut
 * to the same width, so that what stands below one another can be compared.
 */
#ifndef SENSORTOP_UI_DEVICE_NAMES_H
#define SENSORTOP_UI_DEVICE_NAMES_H

#include "core/model.h"

enum {
    DEVICE_NAMES_COLS_MAX = 40,
    DEVICE_NAMES_LOCATION_COLS_MIN = 4, /* "of…/": less says nothing */
};

/* A zeroed one has seen none. */
struct device_names {
    size_t n_seen;
    uint64_t settings_version; /* when they were seen */
    struct device_locations locations;
    const char *last_location;
    int location_cols;                             /* of the longest, with its "/" */
    uint32_t n_of_cols[DEVICE_NAMES_COLS_MAX + 1]; /* names as wide as that; longer ones are last */
};

/* Looks at those that are new. */
void device_names_look(struct device_names *names, const struct model *model);

/* Room for all of them, with their locations or without, and for nearly all; DEVICE_NAMES_COLS_MAX
 * at most. */
int device_names_cols(const struct device_names *names, bool with_location);
int device_names_usual_cols(const struct device_names *names, bool with_location);

/* What of so much room is the location's, with its "/"; 0 where little would be left for names. */
int device_names_location_cols(const struct device_names *names, int room_cols);

/* Appends it, with a location in so many columns unless that is 0; not clean yet. */
void device_names_format(const struct device *device, int location_cols, struct buf *out);

#endif
