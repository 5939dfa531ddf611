/* SPDX-License-Identifier: MIT */
#include "core/journal.h"

#include "core/mem.h"

#include <stdlib.h>

enum { JOURNAL_FIRST_SIZE = 64, JOURNAL_PART = 4 };

void journal_finish(struct journal *journal)
{
    free(journal->indices);
    *journal = (struct journal){ 0 };
}

/* There are many more devices: who reads looks at all of them once. */
static void journal_grow(struct journal *journal)
{
    journal->size = journal->size ? 2 * journal->size : JOURNAL_FIRST_SIZE;
    journal->indices = mem_resize(journal->indices, journal->size, sizeof *journal->indices);
    journal->begin = journal->end;
}

void journal_note(struct journal *journal, size_t device_index)
{
    while (device_index >= JOURNAL_PART * journal->size)
        journal_grow(journal);
    journal->indices[journal->end++ & (journal->size - 1)] = (uint32_t)device_index;
    if (journal->end - journal->begin > journal->size)
        journal->begin = journal->end - journal->size;
}
