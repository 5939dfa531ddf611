/* SPDX-License-Identifier: MIT */
#include "core/option.h"

#include <stdint.h>
#include <string.h>

/* Longer than any option, and bounds the work on nonsense. */
enum { OPTION_TYPED_MAX = 40 };

const struct option *option_find(int program, const char *name, size_t name_len)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &option_table[i];

        if ((option->programs & program) && strlen(option->name) == name_len &&
            memcmp(option->name, name, name_len) == 0)
            return option;
    }
    return NULL;
}

const struct option *option_find_letter(int program, char letter)
{
    for (size_t i = 0; letter && i < option_count; i++)
        if ((option_table[i].programs & program) && option_table[i].letter == letter)
            return &option_table[i];
    return NULL;
}

static size_t option_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
static size_t option_distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][OPTION_TYPED_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b_len; j++)
        last[j] = j;
    memcpy(before, last, sizeof(rows[0]));
    for (size_t i = 1; i <= a_len; i++) {
        size_t *spare = before;

        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t cost = last[j - 1] + (a[i - 1] != b[j - 1]);

            cost = option_min(cost, option_min(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = option_min(cost, before[j - 2] + 1);
            row[j] = cost;
        }
        before = last;
        last = row;
        row = spare;
    }
    return last[b_len];
}

const struct option *option_find_nearest(int program, const char *name, size_t name_len)
{
    const struct option *nearest = NULL;
    size_t best = name_len / 4 + 2;

    if (name_len < 2 || name_len > OPTION_TYPED_MAX)
        return NULL;
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &option_table[i];
        size_t len = strlen(option->name);
        size_t distance;

        if (!(option->programs & program) || len > OPTION_TYPED_MAX)
            continue;
        distance = option_distance(name, name_len, option->name, len);
        if (len > name_len && memcmp(option->name, name, name_len) == 0)
            distance = 0;
        if (distance < best) {
            best = distance;
            nearest = option;
        }
    }
    return nearest;
}

bool option_is_inside(const struct option *option, double value)
{
    return value >= option->min && value <= option->max;
}

const char *option_choice(const struct option *option, int index, size_t *len)
{
    const char *choice = option->choices;

    for (; index > 0 && *choice; index--) {
        choice += strcspn(choice, "|");
        choice += *choice == '|';
    }
    *len = strcspn(choice, "|");
    return *len ? choice : NULL;
}

void option_format_variable(const struct option *option, int program, struct buf *out)
{
    buf_puts(out, program == OPTION_SENSORPUB ? "SENSORPUB_" : "SENSORTOP_");
    for (const char *c = option->name; *c; c++) {
        char upper = *c;

        if (upper == '-')
            upper = '_';
        else if (upper >= 'a' && upper <= 'z')
            upper = (char)(upper - 'a' + 'A');
        buf_add(out, &upper, 1);
    }
}
