/* SPDX-License-Identifier: MIT */
#include "core/nearest.h"

#include <string.h>

/* Longer than any name we have, and bounds the work on nonsense. */
enum { NEAREST_BYTES_MAX = 40 };

static size_t nearest_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
static size_t nearest_distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][NEAREST_BYTES_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b_len; j++)
        last[j] = j;
    memcpy(before, last, sizeof(rows[0]));
    for (size_t i = 1; i <= a_len; i++) {
        size_t *spare = before;

        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t cost = last[j - 1] + (a[i - 1] != b[j - 1]);

            cost = nearest_min(cost, nearest_min(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = nearest_min(cost, before[j - 2] + 1);
            row[j] = cost;
        }
        before = last;
        last = row;
        row = spare;
    }
    return last[b_len];
}

void nearest_init(struct nearest *nearest, const char *typed, size_t len)
{
    *nearest = (struct nearest){ .typed = typed, .len = len, .best = len / 4 + 2 };
}

bool nearest_offer(struct nearest *nearest, const char *name)
{
    size_t len = strlen(name);
    size_t distance;

    if (nearest->len < 2 || nearest->len > NEAREST_BYTES_MAX || len > NEAREST_BYTES_MAX)
        return false;
    distance = nearest_distance(nearest->typed, nearest->len, name, len);
    /* The beginning of a name is as good as the name. */
    if (len > nearest->len && memcmp(name, nearest->typed, nearest->len) == 0)
        distance = 0;
    if (distance >= nearest->best)
        return false;
    nearest->best = distance;
    return true;
}
