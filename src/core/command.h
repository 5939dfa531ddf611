/* SPDX-License-Identifier: MIT
 *
 * command: a program with its arguments as a user writes them in one text,
 * split here, once, into words at blanks; '…' and "…" keep blanks together,
 * nothing else has a meaning, no shell sees it.
 */
#ifndef SENSORTOP_CORE_COMMAND_H
#define SENSORTOP_CORE_COMMAND_H

#include "core/buf.h"

#include <stdbool.h>

/* *out: NULL-terminated, with a first word that is not empty; command_finish it. False: *why stands
 * after "not ", and *out is untouched. */
bool command_split(const char *text, char ***out, const char **why);

/* NULL is fine. */
void command_finish(char **argv);

/* The same judgement for the option table. */
bool command_is_valid(const char *text, const char **why);

#endif
