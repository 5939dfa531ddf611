/* SPDX-License-Identifier: MIT
 *
 * The words of a command, each in quotes, are the same words again; what is
 * refused says why.
 */
#include "fuzz.h"

#include "core/command.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* 'it'"'"'s' */
static void quote(struct buf *out, const char *word)
{
    buf_puts(out, " '");
    for (; *word; word++)
        if (*word == '\'')
            buf_puts(out, "'\"'\"'");
        else
            buf_add(out, word, 1);
    buf_puts(out, "'");
}

static void check_round_trip(char *const *argv)
{
    struct buf text = { 0 };
    char **again = NULL;
    const char *why;
    size_t i = 0;

    for (; argv[i]; i++)
        quote(&text, argv[i]);
    fuzz_check(i > 0 && argv[0][0]);
    fuzz_check(command_split(buf_text(&text), &again, &why));
    for (i = 0; argv[i]; i++)
        fuzz_check(again[i] && strcmp(again[i], argv[i]) == 0);
    fuzz_check(!again[i]);
    command_finish(again);
    buf_finish(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_text((const char *)data, size);
    const char *why = NULL;
    char **argv = NULL;

    if (command_split(text, &argv, &why))
        check_round_trip(argv);
    else
        fuzz_check(!argv && why && *why);
    command_finish(argv);
    free(text);
    return 0;
}
