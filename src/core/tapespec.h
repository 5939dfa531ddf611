/* SPDX-License-Identifier: MIT
 *
 * tapespec: what --replay names: FILE, or FILE@SPEED.
 */
#ifndef SENSORTOP_CORE_TAPESPEC_H
#define SENSORTOP_CORE_TAPESPEC_H

#include <stdbool.h>
#include <stddef.h>

enum { TAPESPEC_SPEED_MAX = 1000000 };

struct tapespec {
    const char *path; /* borrowed, path_len bytes; "-": standard input */
    size_t path_len;
    bool has_speed;
    double speed; /* 1 when none is given; 0 = as fast as possible, and always so for "-" */
};

/* The last @ counts, when a number follows it: the file "x@5" is "x@5@1". False: *why says what is
 * accepted, as it stands after "not ". */
bool tapespec_parse(const char *text, struct tapespec *out, const char **why);

/* For options. */
bool tapespec_is_valid(const char *text, const char **why);

#endif
