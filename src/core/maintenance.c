/* SPDX-License-Identifier: MIT */
#include "core/maintenance.h"

#include "core/glob.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

static void maintenance_forget(struct maintenance *maintenance, const char *devices, int64_t now_ms)
{
    size_t kept = 0;

    for (size_t i = 0; i < maintenance->n; i++) {
        struct maintenance_entry *entry = &maintenance->entries[i];

        if (strcmp(entry->devices, devices) == 0 || entry->until_ms <= now_ms)
            free(entry->devices);
        else
            maintenance->entries[kept++] = *entry;
    }
    maintenance->n = kept;
}

void maintenance_set(struct maintenance *maintenance, const char *devices, int64_t until_ms,
                     int64_t now_ms)
{
    maintenance_forget(maintenance, devices, now_ms);
    if (until_ms <= now_ms)
        return;
    maintenance->entries =
        mem_resize(maintenance->entries, maintenance->n + 1, sizeof *maintenance->entries);
    maintenance->entries[maintenance->n++] =
        (struct maintenance_entry){ mem_text(devices, strlen(devices)), until_ms };
}

void maintenance_finish(struct maintenance *maintenance)
{
    for (size_t i = 0; i < maintenance->n; i++)
        free(maintenance->entries[i].devices);
    free(maintenance->entries);
    *maintenance = (struct maintenance){ 0 };
}

int64_t maintenance_until_ms(const struct maintenance *maintenance, const char *location,
                             const char *device)
{
    int64_t until_ms = 0;

    for (size_t i = 0; i < maintenance->n; i++) {
        const struct maintenance_entry *entry = &maintenance->entries[i];

        if (entry->until_ms > until_ms && glob_matches(entry->devices, location, device))
            until_ms = entry->until_ms;
    }
    return until_ms;
}
