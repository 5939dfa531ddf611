/* SPDX-License-Identifier: MIT */
#include "io/hook-child.h"

#include "core/duration.h"
#include "core/mem.h"
#include "core/text.h"
#include "io/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    HOOK_CHILD_TERM_MS = 2000, /* between TERM and KILL */
    HOOK_CHILD_SAID_MAX = 500, /* bytes of what it prints; the rest is read and dropped */
};

/* What a command may know of us; whatever else there is may be secret. */
static const char *const hook_child_kept[] = {
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
};
enum { HOOK_CHILD_KEPT = sizeof hook_child_kept / sizeof *hook_child_kept };

/* --- what is told ------------------------------------------------------------ */

/* Begins "ntfy (kitchen-01): ". */
static void hook_child_add_name(const struct hook_job *job, struct buf *out)
{
    const char *slash = strrchr(job->argv[0], '/');
    const char *name = slash ? slash + 1 : job->argv[0];

    text_clean(out, name, strlen(name), SIZE_MAX);
    buf_addf(out, " (%s): ", job->subject);
}

static void hook_child_tell(const struct hook_child *child, enum severity severity,
                            const char *what)
{
    struct buf text = { 0 };

    hook_child_add_name(&child->job, &text);
    buf_puts(&text, what);
    child->options->tell(child->options->data, severity, buf_text(&text));
    buf_finish(&text);
}

/* Its lines as one. What was cut ends with a character. */
static void hook_child_add_said(const struct hook_child *child, struct buf *out)
{
    const char *at = buf_text(&child->said);
    bool is_cut = child->said.len == HOOK_CHILD_SAID_MAX;
    const char *end = at + (is_cut ? text_whole(at, child->said.len) : child->said.len);
    const char *between = "";

    while (at < end && *at) {
        size_t len = strcspn(at, "\r\n");

        if (len > (size_t)(end - at))
            len = (size_t)(end - at);
        if (len) {
            buf_puts(out, between);
            text_clean(out, at, len, SIZE_MAX);
            between = " | ";
        }
        at += len + strspn(at + len, "\r\n");
    }
}

static bool hook_child_add_end(const struct hook_child *child, int wait_status, struct buf *out)
{
    if (child->stage != HOOK_RUNNING) {
        buf_puts(out, "took longer than ");
        duration_format_exact(out, child->options->limit_ms);
    } else if (WIFSIGNALED(wait_status)) {
        buf_addf(out, "was ended by signal %d", WTERMSIG(wait_status));
    } else if (WEXITSTATUS(wait_status)) {
        buf_addf(out, "ended with status %d", WEXITSTATUS(wait_status));
    }
    return out->len > 0;
}

/* A command that does well and says nothing is no event. */
static void hook_child_tell_end(const struct hook_child *child, int wait_status)
{
    struct buf text = { 0 }, said = { 0 };
    bool failed = hook_child_add_end(child, wait_status, &text);

    hook_child_add_said(child, &said);
    if (failed && said.len)
        buf_puts(&text, ": ");
    buf_puts(&text, buf_text(&said));
    if (text.len)
        hook_child_tell(child, failed ? SEVERITY_WARN : SEVERITY_INFO, buf_text(&text));
    buf_finish(&text);
    buf_finish(&said);
}

/* --- its life ----------------------------------------------------------------- */

static void hook_child_close(struct hook_child *child)
{
    if (child->fd < 0)
        return;
    loop_remove_fd(child->loop, child->fd);
    close(child->fd);
    child->fd = -1;
}

/* One piece of what it prints; false: there is none, or no more for ever (closed then). */
static bool hook_child_read(struct hook_child *child)
{
    char bytes[4096];
    size_t room = HOOK_CHILD_SAID_MAX - child->said.len;
    ssize_t n = read(child->fd, bytes, sizeof bytes);

    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return false;
    if (n <= 0) {
        hook_child_close(child);
        return false;
    }
    buf_add(&child->said, bytes, (size_t)n < room ? (size_t)n : room);
    return true;
}

static void hook_child_on_output(void *data, int64_t now_ms, short revents)
{
    (void)now_ms;
    (void)revents;
    hook_child_read(data);
}

static void hook_child_release(struct hook_child *child)
{
    hook_child_close(child);
    hook_job_finish(&child->job);
    buf_finish(&child->said);
    child->stage = HOOK_FREE;
}

void hook_child_look(struct hook_child *child)
{
    int wait_status;

    if (child->stage == HOOK_FREE || !proc_take_end(child->pid, &wait_status))
        return;
    /* What it said at last; its group is gone, so that there is an end. */
    while (child->fd >= 0 && child->said.len < HOOK_CHILD_SAID_MAX && hook_child_read(child))
        continue;
    hook_child_tell_end(child, wait_status);
    hook_child_release(child);
}

void hook_child_hurry(struct hook_child *child, int64_t now_ms)
{
    if (child->stage == HOOK_FREE || now_ms < child->until_ms)
        return;
    proc_signal(child->pid, child->stage == HOOK_RUNNING ? SIGTERM : SIGKILL);
    child->stage = child->stage == HOOK_RUNNING ? HOOK_TERMINATED : HOOK_KILLED;
    child->until_ms = now_ms + HOOK_CHILD_TERM_MS;
}

/* What it is told fits a pipe, so that nobody waits for it to be read. */
static int hook_child_make_input(const char *input)
{
    size_t len = strlen(input);
    int ends[2];
    bool ok;

    if (!proc_pipe(ends))
        return -1;
    ok = fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0 && write(ends[1], input, len) == (ssize_t)len;
    close(ends[1]);
    if (ok)
        return ends[0];
    close(ends[0]);
    return -1;
}

/* Appends the variables of ours that are kept. */
static size_t hook_child_keep(char **environment)
{
    size_t n = 0;

    for (size_t i = 0; i < HOOK_CHILD_KEPT; i++) {
        const char *value = getenv(hook_child_kept[i]);
        struct buf text = { 0 };

        if (!value)
            continue;
        buf_addf(&text, "%s=%s", hook_child_kept[i], value);
        environment[n++] = buf_detach(&text);
    }
    return n;
}

static pid_t hook_child_spawn(const struct hook_job *job, int input_fd, int output_fd,
                              struct buf *err)
{
    size_t n = 0, n_kept;
    char **environment;
    pid_t pid;

    while (job->environment[n])
        n++;
    environment = mem_zero(HOOK_CHILD_KEPT + n + 1, sizeof *environment);
    n_kept = hook_child_keep(environment);
    memcpy(environment + n_kept, job->environment, n * sizeof *environment);
    pid = proc_start(&(struct proc_options){ .argv = job->argv,
                                             .keep_fd = -1,
                                             .input_fd = input_fd,
                                             .output_fd = output_fd,
                                             .errors_too = true,
                                             .environment = environment,
                                             .directory = "/" },
                     err);
    for (size_t i = 0; i < n_kept; i++)
        free(environment[i]);
    free(environment);
    return pid;
}

void hook_child_start(struct hook_child *child, int64_t now_ms)
{
    int input_fd = hook_child_make_input(child->job.input);
    int ends[2] = { -1, -1 };
    struct buf err = { 0 };

    child->fd = child->pid = -1;
    if (input_fd >= 0 && proc_pipe(ends) && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        child->pid = hook_child_spawn(&child->job, input_fd, ends[1], &err);
    else
        buf_addf(&err, "no pipe: %s", strerror(errno));
    if (input_fd >= 0)
        close(input_fd);
    if (ends[1] >= 0)
        close(ends[1]);
    if (child->pid > 0) {
        child->fd = ends[0];
        child->stage = HOOK_RUNNING;
        child->until_ms = now_ms + child->options->limit_ms;
        loop_add_fd(child->loop, child->fd, POLLIN, hook_child_on_output, child);
    } else {
        if (ends[0] >= 0)
            close(ends[0]);
        hook_child_tell(child, SEVERITY_WARN, buf_text(&err));
        hook_child_release(child);
    }
    buf_finish(&err);
}

void hook_child_stop(struct hook_child *child)
{
    if (child->stage == HOOK_FREE)
        return;
    proc_stop(child->pid, 0);
    hook_child_release(child);
}
