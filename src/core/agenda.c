/* SPDX-License-Identifier: MIT */
#include "core/agenda.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

enum { AGENDA_FIRST_SIZE = 64 };

void agenda_finish(struct agenda *agenda)
{
    free(agenda->due_s);
    *agenda = (struct agenda){ 0 };
}

/* The same for what is due and for now, and never the wrong way round. */
static uint32_t agenda_second(int64_t at_ms)
{
    if (at_ms == AGENDA_NEVER)
        return UINT32_MAX;
    if (at_ms < 0)
        return 0;
    return at_ms / 1000 < UINT32_MAX ? (uint32_t)(at_ms / 1000) : UINT32_MAX - 1;
}

static void agenda_grow(struct agenda *agenda, size_t n)
{
    if (n > agenda->size) {
        agenda->size = agenda->size ? 2 * agenda->size : AGENDA_FIRST_SIZE;
        if (agenda->size < n)
            agenda->size = n;
        agenda->due_s = mem_resize(agenda->due_s, agenda->size, sizeof *agenda->due_s);
    }
    memset(agenda->due_s + agenda->n, 0, (n - agenda->n) * sizeof *agenda->due_s);
    agenda->n = n;
}

void agenda_set(struct agenda *agenda, size_t device_index, int64_t due_ms)
{
    if (device_index >= agenda->n)
        agenda_grow(agenda, device_index + 1);
    agenda->due_s[device_index] = agenda_second(due_ms);
}

bool agenda_find(const struct agenda *agenda, int64_t now_ms, size_t *device_index)
{
    uint32_t now_s = agenda_second(now_ms);
    size_t i = *device_index;

    while (i < agenda->n && agenda->due_s[i] > now_s)
        i++;
    *device_index = i;
    return i < agenda->n;
}
