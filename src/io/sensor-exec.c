/* SPDX-License-Identifier: MIT */
#include "io/sensor-exec.h"

#include "core/number.h"
#include "core/pairs.h"
#include "io/loop.h"
#include "io/proc.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SENSOR_EXEC_NAP_MS = 2 };

/* A command under way. */
struct sensor_exec {
    pid_t pid;
    int fd; /* what it prints */
    int64_t until_ms;
    struct buf said;
};

static bool sensor_exec_start(struct sensor_exec *exec, char *const *argv, int limit_ms,
                              struct buf *why)
{
    int ends[2];

    if (!proc_pipe(ends)) {
        buf_addf(why, "cannot start %s: pipe: %s", argv[0], strerror(errno));
        return false;
    }
    *exec = (struct sensor_exec){ .fd = ends[0], .until_ms = loop_now_ms() + limit_ms };
    exec->pid = proc_start(
        &(struct proc_options){ .argv = argv, .keep_fd = -1, .output_fd = ends[1] }, why);
    close(ends[1]);
    if (exec->pid < 0)
        close(exec->fd);
    return exec->pid >= 0;
}

static int sensor_exec_left_ms(const struct sensor_exec *exec)
{
    int64_t left_ms = exec->until_ms - loop_now_ms();

    return left_ms > 0 ? (int)left_ms : 0;
}

/* All that it prints, up to one byte too much; false: its time is over. */
static bool sensor_exec_listen(struct sensor_exec *exec)
{
    char bytes[SENSOR_EXEC_BYTES_MAX + 1];

    while (exec->said.len <= SENSOR_EXEC_BYTES_MAX) {
        struct pollfd p = { .fd = exec->fd, .events = POLLIN };
        int ready = poll(&p, 1, sensor_exec_left_ms(exec));
        ssize_t n = 0;

        if (ready == 0)
            return false;
        if (ready > 0)
            n = read(exec->fd, bytes, sizeof bytes - exec->said.len);
        if (ready > 0 && n == 0)
            return true;
        if (n > 0)
            buf_add(&exec->said, bytes, (size_t)n);
        else if (errno != EINTR)
            return true;
    }
    return true;
}

/* Leaves it a zombie, so that its number still means its group; false: its time is over. */
static bool sensor_exec_wait(const struct sensor_exec *exec, siginfo_t *info)
{
    const struct timespec nap = { .tv_nsec = SENSOR_EXEC_NAP_MS * 1000000L };

    for (;;) {
        *info = (siginfo_t){ 0 };
        if (waitid(P_PID, (id_t)exec->pid, info, WEXITED | WNOHANG | WNOWAIT) != 0 &&
            errno != EINTR)
            return true;
        if (info->si_pid == exec->pid)
            return true;
        if (sensor_exec_left_ms(exec) == 0)
            return false;
        nanosleep(&nap, NULL);
    }
}

/* What became of it; true: it ended well and exec->said is its answer. */
static bool sensor_exec_follow(struct sensor_exec *exec, int limit_ms, struct buf *why)
{
    siginfo_t info = { 0 };
    bool in_time = sensor_exec_listen(exec);

    if (exec->said.len > SENSOR_EXEC_BYTES_MAX) {
        buf_addf(why, "printed more than %d bytes", SENSOR_EXEC_BYTES_MAX);
        return false;
    }
    if (!in_time || !sensor_exec_wait(exec, &info)) {
        buf_puts(why, "took longer than ");
        number_format_exact(why, limit_ms / 1000.0);
        buf_puts(why, " s");
        return false;
    }
    if (info.si_code == CLD_EXITED && info.si_status == 0)
        return true;
    if (!info.si_pid) { /* SIGCHLD is ignored */
        buf_puts(why, "ended, but its status is not known");
        return false;
    }
    buf_addf(why, info.si_code == CLD_EXITED ? "ended with status %d" : "was ended by signal %d",
             info.si_status);
    return false;
}

bool sensor_exec_read(char *const *argv, int limit_ms, struct reading *out, struct buf *why)
{
    struct sensor_exec exec;
    bool ok;

    if (!sensor_exec_start(&exec, argv, limit_ms, why))
        return false;
    ok = sensor_exec_follow(&exec, limit_ms, why);
    proc_stop(exec.pid, 0);
    close(exec.fd);
    ok = ok && pairs_parse(buf_text(&exec.said), exec.said.len, out, why);
    buf_finish(&exec.said);
    return ok;
}
