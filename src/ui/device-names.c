/* SPDX-License-Identifier: MIT */
#include "ui/device-names.h"

#include "core/text.h"

#include <string.h>

/* One in so many is longer than usual; or one at all. */
enum { DEVICE_NAMES_UNUSUAL = 8 };

/* As wide as the one before, most of the time. */
static void device_names_look_at_location(struct device_names *names, const char *location)
{
    int cols;

    if (location == names->last_location)
        return;
    cols = (int)text_width(location, strlen(location)) + 1;
    if (names->location_cols < cols)
        names->location_cols = cols;
    names->last_location = location;
}

void device_names_look(struct device_names *names, const struct model *model)
{
    const struct device_table *devices = model_devices(model);

    if (names->settings_version != model_settings_version(model))
        *names = (struct device_names){ .settings_version = model_settings_version(model) };
    device_locations_look(&names->locations, devices);
    for (; names->n_seen < device_table_count(devices); names->n_seen++) {
        const struct device *device = device_table_get(devices, names->n_seen);
        const char *name = device_shown_name(device);
        size_t cols = text_width(name, strlen(name));

        names->n_of_cols[cols < DEVICE_NAMES_COLS_MAX ? cols : DEVICE_NAMES_COLS_MAX]++;
        device_names_look_at_location(names, device->location);
    }
}

/* So wide that at most so many are wider. */
static int device_names_cols_but(const struct device_names *names, size_t n_wider_max)
{
    int cols = DEVICE_NAMES_COLS_MAX;

    for (size_t n_wider = 0; cols > 0; cols--) {
        n_wider += names->n_of_cols[cols];
        if (n_wider > n_wider_max)
            break;
    }
    return cols;
}

static int device_names_usual(const struct device_names *names)
{
    size_t n = names->n_seen / DEVICE_NAMES_UNUSUAL;

    return device_names_cols_but(names, n == 0 && names->n_seen > 2 ? 1 : n);
}

static int device_names_with(const struct device_names *names, int name_cols, bool with_location)
{
    int cols = name_cols + (with_location ? names->location_cols : 0);

    return cols < DEVICE_NAMES_COLS_MAX ? cols : DEVICE_NAMES_COLS_MAX;
}

int device_names_cols(const struct device_names *names, bool with_location)
{
    return device_names_with(names, device_names_cols_but(names, 0), with_location);
}

int device_names_usual_cols(const struct device_names *names, bool with_location)
{
    return device_names_with(names, device_names_usual(names), with_location);
}

int device_names_location_cols(const struct device_names *names, int room_cols)
{
    int left_cols = room_cols - device_names_usual(names);

    if (left_cols < DEVICE_NAMES_LOCATION_COLS_MIN)
        return 0;
    return left_cols < names->location_cols ? left_cols : names->location_cols;
}

void device_names_format(const struct device *device, int location_cols, struct buf *out)
{
    if (location_cols > 0) {
        text_clean(out, device->location, strlen(device->location), (size_t)location_cols - 1);
        buf_puts(out, "/");
    }
    buf_puts(out, device_shown_name(device));
}
