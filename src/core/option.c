/* SPDX-License-Identifier: MIT */
#include "core/option.h"

#include "core/nearest.h"

#include <stdint.h>
#include <string.h>

const struct option *option_find(int program, const char *name, size_t name_len)
{
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);

        if ((option->programs & program) && strlen(option->name) == name_len &&
            memcmp(option->name, name, name_len) == 0)
            return option;
    }
    return NULL;
}

const struct option *option_find_letter(int program, char letter)
{
    for (size_t i = 0; letter && i < option_count(); i++)
        if ((option_get(i)->programs & program) && option_get(i)->letter == letter)
            return option_get(i);
    return NULL;
}

const struct option *option_find_nearest(int program, const char *name, size_t name_len)
{
    const struct option *found = NULL;
    struct nearest nearest;

    nearest_init(&nearest, name, name_len);
    for (size_t i = 0; i < option_count(); i++)
        if (option_get(i)->programs & program && nearest_offer(&nearest, option_get(i)->name))
            found = option_get(i);
    return found;
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
