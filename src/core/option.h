/* SPDX-License-Identifier: MIT
 *
 * option: THE table of everything a user can set. One row gives the flag, the
 * environment variable, the default, the range, the line in --help and the
 * words of the error; the man pages and completions are tested against it.
 */
#ifndef SENSORTOP_CORE_OPTION_H
#define SENSORTOP_CORE_OPTION_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct config;

/* Which program has the option. */
enum { OPTION_SENSORTOP = 1, OPTION_SENSORPUB = 2, OPTION_BOTH = 3 };

enum option_type {
    OPTION_FLAG,        /* bool; a text says yes or no */
    OPTION_INT,         /* int64_t, min…max */
    OPTION_DECIMAL,     /* double, min…max */
    OPTION_TEMPERATURE, /* double in °C; "86F" is converted, "30" and "30C" are not */
    OPTION_DURATION,    /* int64_t milliseconds, min…max */
    OPTION_SIZE,        /* int64_t bytes, min…max */
    OPTION_TEXT,        /* char *, owned */
    OPTION_CHOICE,      /* int: index in choices */
    OPTION_LIST,        /* struct config_list; "a, b" are two, "a\,b" is one */
    OPTION_RULES,       /* struct config_list; a rule of rule-text a line; each source adds to it */
    OPTION_BROKER,      /* an address that fills several fields: has a `set` of its own */
    OPTION_ACTION,      /* --help, --version: an int set to 1 */
    OPTION_TYPE_COUNT_
};

struct option {
    const char *name;     /* without the dashes */
    char letter;          /* or '\0' */
    const char *group;    /* heading in --help */
    const char *argument; /* its name in --help, "HOST"; NULL: takes none; "[N]": may be left out */
    const char *bare;     /* the value when "[N]" is left out: the next word is no number, or for
                             a text an option */
    const char *fallback; /* the default, as a user would write it; NULL: unset */
    const char *choices;  /* OPTION_CHOICE: "auto|mqttv5,5|…": a comma before another spelling */
    const char *help;
    double min, max;
    size_t at; /* offset in struct config */
    enum option_type type;
    int programs;

    /* "off", "auto": stands for no value at all. A duration or size of 0 means the same. */
    const char *word;
    size_t word_sets;  /* offset of a bool: true after the word, false after a value; 0: none */
    size_t value_sets; /* the other way around; 0: none */

    /* OPTION_TEXT, each item of an OPTION_LIST: on failure *why says what is accepted, as it stands
     * after "not ". */
    bool (*check)(const char *text, const char **why);
    /* OPTION_BROKER: as option_set. */
    bool (*set)(struct config *config, const char *text, struct buf *err);
    bool no_environment; /* has no variable, and is not accepted in a file */
    bool no_file;        /* not accepted there */
    bool is_secret;      /* not to be printed */
    bool is_live;        /* takes effect, too, when files are read again */
};

/* All rows, in the order of --help. */
const struct option *option_get(size_t index);
size_t option_count(void);

/* The place of a row among them. Cost: rows. */
size_t option_index(const struct option *option);

/* Borrowed rows, or NULL. */
const struct option *option_find(int program, const char *name, size_t name_len);
const struct option *option_find_letter(int program, char letter);

/* The option whose name is most like what was typed, or NULL when none is. */
const struct option *option_find_nearest(int program, const char *name, size_t name_len);

/* The value lies between min and max. */
bool option_is_inside(const struct option *option, double value);

/* The choice of that index with all its spellings, "mqttv5,5"; NULL after the last one. */
const char *option_choice(const struct option *option, int index, size_t *len);

/* Parse text into the field of *config. On failure err says what was wrong and what is accepted,
 * and nothing has changed. */
bool option_set(const struct option *option, struct config *config, const char *text,
                struct buf *err);

/* The value as text that option_set reads back; false when unset. */
bool option_format(const struct option *option, const struct config *config, struct buf *out);

/* "between 1 and 65535", "yes or no": what a wrong value is told. Nothing for a free text. */
void option_format_range(const struct option *option, struct buf *out);

/* "SENSORTOP_STALE_AFTER". */
void option_format_variable(const struct option *option, int program, struct buf *out);

/* The whole --help text of a program. */
void option_format_help(int program, struct buf *out);

#endif
