/* SPDX-License-Identifier: MIT */
#include "core/command.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define COMMAND_BLANKS " \t\n"

/* Appends the next word; the bytes after it, or NULL when a quote stays open. */
static const char *command_take_word(const char *c, struct buf *word)
{
    buf_puts(word, "");
    while (*c && !strchr(COMMAND_BLANKS, *c)) {
        const char *end = c + 1;

        if (*c == '\'' || *c == '"') {
            end = strchr(c + 1, *c);
            if (!end)
                return NULL;
            buf_add(word, c + 1, (size_t)(end - c - 1));
            end++;
        } else {
            buf_add(word, c, 1);
        }
        c = end;
    }
    return c;
}

/* NULL-terminated also when it fails. */
static bool command_take_words(const char *text, char ***argv, const char **why)
{
    size_t n = 0;

    for (const char *c = text + strspn(text, COMMAND_BLANKS); *c; c += strspn(c, COMMAND_BLANKS)) {
        struct buf word = { 0 };

        c = command_take_word(c, &word);
        *argv = mem_resize(*argv, n + 2, sizeof **argv);
        (*argv)[n++] = buf_detach(&word);
        (*argv)[n] = NULL;
        if (!c) {
            *why = "a command whose quotes are closed";
            return false;
        }
    }
    *why = "a command, the name of a program and its arguments";
    return n > 0 && (*argv)[0][0];
}

bool command_split(const char *text, char ***out, const char **why)
{
    char **argv = mem_zero(1, sizeof *argv);

    if (command_take_words(text, &argv, why)) {
        *out = argv;
        return true;
    }
    command_finish(argv);
    return false;
}

void command_finish(char **argv)
{
    for (char **word = argv; word && *word; word++)
        free(*word);
    free(argv);
}

bool command_is_valid(const char *text, const char **why)
{
    char **argv = NULL;
    bool ok = command_split(text, &argv, why);

    command_finish(argv);
    return ok;
}
