/* SPDX-License-Identifier: MIT
 *
 * proc-tree: what a process and its descendants have used, read off /proc.
 */
#ifndef SENSORTOP_TESTS_PROC_TREE_H
#define SENSORTOP_TESTS_PROC_TREE_H

#include <sys/types.h>

struct proc_tree {
    double cpu_s; /* user and system, of those that live */
    long wakeups; /* voluntary context switches */
    long threads;
    long rss_kib, pss_kib, private_kib; /* of proc_tree_memory */
};

/* Adds everything but memory. */
void proc_tree_cpu(struct proc_tree *tree, pid_t root);

/* Adds memory; takes the kernel a millisecond or more. */
void proc_tree_memory(struct proc_tree *tree, pid_t root);

#endif
