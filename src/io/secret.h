/* SPDX-License-Identifier: MIT
 *
 * secret: where a password comes from, in this order: the option, the file, the
 * environment. Wiped after use.
 */
#ifndef SENSORTOP_IO_SECRET_H
#define SENSORTOP_IO_SECRET_H

#include "core/buf.h"

#include <stdbool.h>

/* The first line of the file, without its line end. Refused: a file that group or others can read
 * or write, that another user (but root) owns, that is no regular file or longer than 64 KiB, and a
 * line that is empty or has a NUL in it. The caller frees *out with secret_free. */
bool secret_read_file(const char *path, char **out, struct buf *err);

/* Takes the variable's value, wipes it where it was (/proc/PID/environ shows that memory) and
 * removes the variable; NULL when unset or empty. Before other threads start. */
char *secret_take_environment(const char *name);

/* A file of systemd's LoadCredential=, by its name there; whoever may read it is systemd's
 * business. NULL when there is none. */
char *secret_read_credential(const char *name);

/* Asks on the terminal, without echo; before `term` has it. False: there is no terminal, or the
 * user interrupted. The question is shown as it is. */
bool secret_ask(const char *question, char **out, struct buf *err);

/* Overwrites, then frees; NULL is fine. */
void secret_free(char *secret);

#endif
