/* SPDX-License-Identifier: MIT */
#include "proc-tree.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef void proc_fn(struct proc_tree *tree, pid_t pid);
typedef void proc_task_fn(struct proc_tree *tree, const char *task);

/* The number after the name, on a line of its own; 0 when it is not there. */
static long proc_value(const char *path, const char *name)
{
    FILE *file = fopen(path, "r");
    char line[256];
    long value = 0;

    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtol(line + strlen(name), NULL, 10);
    if (file)
        fclose(file);
    return value;
}

static void proc_each_task(struct proc_tree *tree, pid_t pid, proc_task_fn *fn)
{
    char path[64], task[sizeof path + 256];
    const struct dirent *entry;
    DIR *tasks;

    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    tasks = opendir(path);
    while (tasks && (entry = readdir(tasks))) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        snprintf(task, sizeof task, "%s/%s", path, entry->d_name);
        fn(tree, task);
    }
    if (tasks)
        closedir(tasks);
}

static void proc_walk(struct proc_tree *tree, pid_t pid, proc_fn *fn)
{
    char path[64];
    FILE *children;
    int child;

    fn(tree, pid);
    /* Those of the main thread: no program here forks in another one. */
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    children = fopen(path, "r");
    while (children && fscanf(children, "%d", &child) == 1)
        proc_walk(tree, child, fn);
    if (children)
        fclose(children);
}

static void proc_add_task(struct proc_tree *tree, const char *task)
{
    char path[512];

    snprintf(path, sizeof path, "%s/status", task);
    tree->wakeups += proc_value(path, "voluntary_ctxt_switches:");
    tree->threads++;
}

static void proc_add_cpu(struct proc_tree *tree, pid_t pid)
{
    struct timespec used;
    clockid_t clock;

    if (clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &used) == 0)
        tree->cpu_s += (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
    proc_each_task(tree, pid, proc_add_task);
}

static void proc_add_memory(struct proc_tree *tree, pid_t pid)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    tree->rss_kib += proc_value(path, "Rss:");
    tree->pss_kib += proc_value(path, "Pss:");
    tree->private_kib += proc_value(path, "Private_Clean:") + proc_value(path, "Private_Dirty:");
}

void proc_tree_cpu(struct proc_tree *tree, pid_t root)
{
    proc_walk(tree, root, proc_add_cpu);
}

void proc_tree_memory(struct proc_tree *tree, pid_t root)
{
    proc_walk(tree, root, proc_add_memory);
}
