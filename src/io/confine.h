/* SPDX-License-Identifier: MIT
 *
 * confine: what a running program can do without, given up for good: core dumps
 * with secrets in them, new privileges, and the files that it was not told of.
 */
#ifndef SENSORTOP_IO_CONFINE_H
#define SENSORTOP_IO_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* A file, or a directory with all that is below it. */
struct confine_path {
    const char *path; /* NULL or not there: left out */
    bool may_change;  /* also written, made, renamed and removed */
};

/* No core dump, and no other process of the same user looks into our memory: prctl(2),
 * PR_SET_DUMPABLE. A program that we execute starts anew. */
void confine_memory(void);

/* The calling thread, and every thread and process that it starts from now on, opens nothing but
 * what name look-up, certificates and the time zone need, and these paths; executes nothing; and
 * gets no privileges from what it executes (PR_SET_NO_NEW_PRIVS). What is open stays open. False:
 * the kernel has no Landlock (Linux 5.13) or has it switched off; only the privileges are gone. */
bool confine_files(const struct confine_path *paths, size_t n);

#endif
