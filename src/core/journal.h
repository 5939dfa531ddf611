/* SPDX-License-Identifier: MIT
 *
 * journal: which devices changed, one after the other; only the last changes,
 * about as many as a quarter of the devices. Who keeps something of each device
 * reads on from where it stopped, and looks at all of them only when that is
 * too long ago.
 */
#ifndef SENSORTOP_CORE_JOURNAL_H
#define SENSORTOP_CORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A zeroed one is empty. */
struct journal {
    uint32_t *indices; /* a ring */
    size_t size;       /* a power of two */
    uint64_t begin;    /* the first change that is still there */
    uint64_t end;
};

void journal_finish(struct journal *journal);

void journal_note(struct journal *journal, size_t device_index);

/* Whether all changes from that one on are there. */
static inline bool journal_has(const struct journal *journal, uint64_t from)
{
    return from >= journal->begin;
}

/* The device of a change that is there, before the end. */
static inline uint32_t journal_get(const struct journal *journal, uint64_t change)
{
    return journal->indices[change & (journal->size - 1)];
}

#endif
