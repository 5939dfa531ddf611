/* SPDX-License-Identifier: MIT */
#include "core/option-rows.h"

#include <assert.h>

/* In the order of --help. */
static const struct option_part *const option_parts[] = {
    &option_part_broker,  &option_part_watch, &option_part_show,
    &option_part_publish, &option_part_other,
};

enum { OPTION_PARTS = sizeof option_parts / sizeof option_parts[0] };

bool option_check_file(const char *text, const char **why)
{
    *why = "the name of a file";
    return text[0];
}

size_t option_count(void)
{
    size_t n = 0;

    for (size_t i = 0; i < OPTION_PARTS; i++)
        n += option_parts[i]->n;
    return n;
}

const struct option *option_get(size_t index)
{
    for (size_t i = 0; i < OPTION_PARTS; i++) {
        if (index < option_parts[i]->n)
            return &option_parts[i]->rows[index];
        index -= option_parts[i]->n;
    }
    assert(!"an option beyond the last one");
    return NULL;
}

size_t option_index(const struct option *option)
{
    size_t n = 0;

    while (option_get(n) != option)
        n++;
    return n;
}
