/* SPDX-License-Identifier: MIT
 *
 * The options of data/sensortop.conf, from the table: each with its words, and its default or what
 * it takes. For docs.sh.
 */
#include "core/option.h"

#include <stdio.h>
#include <string.h>

enum { CONF_COLS = 79 };

/* Lines that begin with "# ". */
static void print_comment(const char *text)
{
    size_t col = 0;

    while (*text) {
        size_t len = strcspn(text, " ");

        if (col && col + 1 + len > CONF_COLS) {
            printf("\n");
            col = 0;
        }
        col += (size_t)printf(col ? " %.*s" : "# %.*s", (int)len, text);
        text += len + (text[len] == ' ');
    }
    printf("\n");
}

static void print_option(const struct option *option)
{
    struct buf words = { 0 }, range = { 0 };

    option_format_range(option, &range);
    buf_addf(&words, "%s.", option->help);
    if (range.len)
        buf_addf(&words, " (%s)", buf_text(&range));
    print_comment(buf_text(&words));
    if (option->fallback)
        printf("#%s = %s\n\n", option->name, option->fallback);
    else if (option->type == OPTION_FLAG)
        printf("#%s = no\n\n", option->name);
    else
        printf("# %s = %s\n\n", option->name, option->argument);
    buf_finish(&words);
    buf_finish(&range);
}

int main(void)
{
    const char *group = "";

    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);

        if (!(option->programs & OPTION_SENSORTOP) || option->no_environment || option->no_file)
            continue;
        if (strcmp(group, option->group) != 0)
            printf("# --- %s ---\n\n", option->group);
        group = option->group;
        print_option(option);
    }
    return 0;
}
