/* SPDX-License-Identifier: MIT */
#include "core/location.h"

#include "core/hash.h"
#include "core/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LOCATION_FIRST_SLOTS = 16 };

struct location_name {
    size_t len;
    char bytes[]; /* and a NUL */
};

struct location_names {
    uint64_t seed;
    const struct location_name *last;
    size_t n;
    size_t n_slots; /* a power of two, at least twice n */
    struct location_name **slots;
};

struct location_names *location_names_create(uint64_t seed)
{
    struct location_names *names = mem_zero(1, sizeof *names);

    names->seed = seed;
    names->n_slots = LOCATION_FIRST_SLOTS;
    names->slots = mem_zero(names->n_slots, sizeof *names->slots);
    return names;
}

void location_names_destroy(struct location_names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->n_slots; i++)
        free(names->slots[i]);
    free(names->slots);
    free(names);
}

static bool location_is(const struct location_name *name, const char *bytes, size_t len)
{
    return name->len == len && memcmp(name->bytes, bytes, len) == 0;
}

/* The slot that holds the name, or the free one where it belongs. */
static struct location_name **location_names_slot(const struct location_names *names,
                                                  const char *bytes, size_t len)
{
    size_t mask = names->n_slots - 1;
    size_t i = hash_bytes(names->seed, bytes, len) & mask;

    while (names->slots[i] && !location_is(names->slots[i], bytes, len))
        i = (i + 1) & mask;
    return &names->slots[i];
}

static void location_names_grow(struct location_names *names)
{
    struct location_name **old = names->slots;
    size_t n_old = names->n_slots;

    if (2 * (names->n + 1) <= n_old)
        return;
    names->n_slots *= 2;
    names->slots = mem_zero(names->n_slots, sizeof *names->slots);
    for (size_t i = 0; i < n_old; i++)
        if (old[i])
            *location_names_slot(names, old[i]->bytes, old[i]->len) = old[i];
    free(old);
}

const char *location_names_find(struct location_names *names, const char *bytes, size_t len)
{
    if (!names->last || !location_is(names->last, bytes, len))
        names->last = *location_names_slot(names, bytes, len);
    return names->last ? names->last->bytes : NULL;
}

const char *location_names_add(struct location_names *names, const char *bytes, size_t len)
{
    struct location_name *name;

    if (location_names_find(names, bytes, len))
        return names->last->bytes;
    location_names_grow(names);
    name = mem_zero(1, sizeof *name + len + 1);
    name->len = len;
    memcpy(name->bytes, bytes, len);
    *location_names_slot(names, bytes, len) = name;
    names->n++;
    names->last = name;
    return name->bytes;
}
