/* SPDX-License-Identifier: MIT */
#include "settings.h"

struct device_set *settings_create(void)
{
    static const struct {
        const char *key, *text;
    } entries[] = {
        { "name", "Bath" },  { "unit", "F" },          { "pressure.offset", "-2" },
        { "x.offset", "1" }, { "x.unit", "furlongs" }, { "y.range", "-1e300..1e300" },
    };
    char devices[] = "b*", path[] = "fuzz.conf";
    struct device_section section = { .devices = devices, .path = path };
    struct device_set *set;

    for (unsigned i = 0; i < sizeof entries / sizeof entries[0]; i++)
        device_section_add(&section, entries[i].key, entries[i].text, i + 1);
    set = device_set_create(&section, 1);
    section.devices = section.path = NULL; /* not of the heap */
    device_section_finish(&section);
    return set;
}
