/* SPDX-License-Identifier: MIT
 *
 * secret: where a password comes from, in this order: the option, the file, the
 * environment. Wiped after use.
 */
#ifndef SENSORTOP_IO_SECRET_H
#define SENSORTOP_IO_SECRET_H

#include "core/buf.h"

#include <stdbool.h>

/* The first line of the file, without its line end. Refused: a file that group or others can read or
 * write, that another user owns, that is no regular file, or longer than 64 KiB. The caller wipes and
 * frees *out. */
bool secret_read_file(const char *path, char **out, struct buf *err);

/* Takes the variable's value and removes it from the environment; NULL when unset. */
char *secret_take_environment(const char *name);

/* Overwrites, then frees; NULL is fine. */
void secret_free(char *secret);

#endif
