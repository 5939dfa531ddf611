/* SPDX-License-Identifier: MIT
 *
 * proc: a child process by argument vector, never a shell. It has its own
 * process group, default signals, no descriptor of ours but 0, 1, 2 and what
 * it is given, and the kernel kills it when we die, however we die. It hangs on
 * the thread that started it: call this from the main thread.
 */
#ifndef SENSORTOP_IO_PROC_H
#define SENSORTOP_IO_PROC_H

#include "core/buf.h"

#include <stdbool.h>
#include <sys/types.h>

struct proc_options {
    char *const *argv;        /* argv[0] is looked up in PATH unless it has a '/' */
    int keep_fd;              /* above 2: stays open in the child under its number; or -1 */
    bool drop_root;           /* run as nobody when we are root */
    bool keep_output;         /* stdout and stderr stay ours; otherwise /dev/null */
    int output_fd;            /* above 2: becomes the child's stdout, whatever keep_output says */
    bool errors_too;          /* and its stderr */
    int input_fd;             /* above 2: becomes its stdin */
    char *const *environment; /* NULL: ours */
    const char *directory;    /* where it starts; NULL: where we are */
};

/* A pipe for a child: both ends above the standard streams, even when we were started with those
 * closed, and closed by exec. False: errno says why. */
bool proc_pipe(int ends[2]);

/* The pid, or -1 and err says why (also when the program could not be executed). */
pid_t proc_start(const struct proc_options *options, struct buf *err);

/* TERM, then KILL after grace_ms, to the whole group; reaps it. pid <= 0 is fine. */
void proc_stop(pid_t pid, int grace_ms);

/* To its whole group. */
void proc_signal(pid_t pid, int signo);

/* Has it ended? Then what is left of its group is killed, it is reaped, and *wait_status is as of
 * waitpid(). */
bool proc_take_end(pid_t pid, int *wait_status);

/* Has it ended by itself? Reaps it then, and its number is no longer ours: do not stop it. */
bool proc_has_ended(pid_t pid);

#endif
