/* SPDX-License-Identifier: MIT
 *
 * program: where a program is that is to be run later, from another directory.
 */
#ifndef SENSORTOP_IO_PROGRAM_H
#define SENSORTOP_IO_PROGRAM_H

#include "core/buf.h"

/* The absolute path of an executable file, free() it; a name without a '/' is looked up in PATH.
 * NULL: err says why, and quotes the name. */
char *program_find(const char *name, struct buf *err);

#endif
