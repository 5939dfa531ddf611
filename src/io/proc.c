/* SPDX-License-Identifier: MIT */
#include "io/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROC_FIRST_FD = 3, PROC_NAP_MS = 2, PROC_NOBODY = 65534 };

/* What the child still has to know after fork(), where only async-signal-safe calls are allowed:
 * other threads of ours may have held any lock at that moment. */
struct proc_plan {
    const struct proc_options *options;
    int report_fd; /* CLOEXEC: end of file means that exec worked */
    pid_t parent;
    bool drop_root;
    uid_t uid;
    gid_t gid;
};

/* What the child says when it cannot become the program. */
struct proc_failure {
    const char *step; /* a literal, so the same address in parent and child; "" is exec itself */
    int error;
};

static void proc_reset_signals(void)
{
    sigset_t none;

    for (int signo = 1; signo <= SIGRTMAX; signo++)
        signal(signo, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void proc_close_range(unsigned first, unsigned last)
{
    if (first > last || close_range(first, last, 0) == 0)
        return;
    /* Kernels before 5.9 and strict sandboxes do not have it. */
    long n = sysconf(_SC_OPEN_MAX);
    unsigned end = n > 0 && n < 65536 ? (unsigned)n : 65536;

    for (unsigned fd = first; fd <= last && fd < end; fd++)
        close((int)fd);
}

static void proc_close_all_but(int a, int b)
{
    int low = a < b ? a : b;
    int high = a < b ? b : a;
    unsigned first = PROC_FIRST_FD;

    if (low >= PROC_FIRST_FD) {
        proc_close_range(first, (unsigned)low - 1);
        first = (unsigned)low + 1;
    }
    proc_close_range(first, (unsigned)high - 1);
    proc_close_range((unsigned)high + 1, UINT_MAX);
}

static bool proc_set_streams(const struct proc_options *options)
{
    int fd = open("/dev/null", O_RDWR);

    if (fd < 0)
        return false;
    dup2(options->input_fd > 2 ? options->input_fd : fd, 0);
    if (!options->keep_output) {
        dup2(fd, 1);
        dup2(fd, 2);
    }
    if (options->output_fd > 2)
        dup2(options->output_fd, 1);
    if (options->output_fd > 2 && options->errors_too)
        dup2(options->output_fd, 2);
    return true;
}

static bool proc_drop_root(const struct proc_plan *plan)
{
    return setgroups(0, NULL) == 0 && setgid(plan->gid) == 0 && setuid(plan->uid) == 0;
}

/* NULL when all is done; otherwise the step that failed, and errno. */
static const char *proc_become_child(const struct proc_plan *plan)
{
    int keep_fd = plan->options->keep_fd;

    proc_reset_signals();
    setpgid(0, 0);
    if (!proc_set_streams(plan->options))
        return "open /dev/null";
    proc_close_all_but(keep_fd, plan->report_fd);
    if (keep_fd >= 0 && fcntl(keep_fd, F_SETFD, 0) != 0)
        return "hand over a descriptor";
    if (plan->options->directory && chdir(plan->options->directory) != 0)
        return "change the directory";
    if (plan->drop_root && !proc_drop_root(plan))
        return "give up root";
    /* After the change of user: that clears it (prctl(2)). */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return "tie it to us";
    if (getppid() != plan->parent)
        _exit(1);
    return NULL;
}

static _Noreturn void proc_run_child(const struct proc_plan *plan)
{
    struct proc_failure failure = { .step = proc_become_child(plan) };

    if (!failure.step) {
        execvpe(plan->options->argv[0], plan->options->argv,
                plan->options->environment ? plan->options->environment : environ);
        failure.step = "";
    }
    failure.error = errno;
    /* It fits a pipe's buffer: never partial, never blocking. */
    if (write(plan->report_fd, &failure, sizeof failure) < 0)
        _exit(126);
    _exit(127);
}

static void proc_plan_init(struct proc_plan *plan, const struct proc_options *options)
{
    *plan = (struct proc_plan){ .options = options, .report_fd = -1, .parent = getpid() };
    plan->drop_root = options->drop_root && geteuid() == 0;
    if (plan->drop_root) {
        const struct passwd *nobody = getpwnam("nobody");

        plan->uid = nobody ? nobody->pw_uid : PROC_NOBODY;
        plan->gid = nobody ? nobody->pw_gid : PROC_NOBODY;
    }
}

bool proc_pipe(int ends[2])
{
    int low[2];

    if (pipe2(low, O_CLOEXEC) != 0)
        return false;
    for (int i = 0; i < 2; i++)
        ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, PROC_FIRST_FD);
    close(low[0]);
    close(low[1]);
    if (ends[0] >= 0 && ends[1] >= 0)
        return true;
    if (ends[0] >= 0)
        close(ends[0]);
    return false;
}

/* All signals wait until the child has its own dispositions: a handler of ours must not run there.
 */
static pid_t proc_fork(const struct proc_plan *plan)
{
    sigset_t all, before;
    pid_t pid;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid = fork();
    if (pid == 0)
        proc_run_child(plan);
    if (pid > 0)
        setpgid(pid, pid); /* in both, so that neither has to wait for the other */
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pid;
}

static bool proc_has_failed(int fd, struct proc_failure *failure)
{
    ssize_t n;

    do
        n = read(fd, failure, sizeof *failure);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof *failure;
}

static void proc_reap(pid_t pid)
{
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

pid_t proc_start(const struct proc_options *options, struct buf *err)
{
    struct proc_plan plan;
    struct proc_failure failure = { 0 };
    int ends[2];
    pid_t pid;

    proc_plan_init(&plan, options);
    if (!proc_pipe(ends)) {
        buf_addf(err, "cannot start %s: pipe: %s", options->argv[0], strerror(errno));
        return -1;
    }
    plan.report_fd = ends[1];
    pid = proc_fork(&plan);
    if (pid < 0)
        failure = (struct proc_failure){ "fork", errno };
    close(ends[1]);
    if (pid > 0 && proc_has_failed(ends[0], &failure)) {
        proc_reap(pid);
        pid = -1;
    }
    close(ends[0]);
    if (failure.step)
        buf_addf(err, "cannot start %s: %s%s%s", options->argv[0], failure.step,
                 *failure.step ? ": " : "", strerror(failure.error));
    return pid;
}

static int64_t proc_now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Leaves the zombie, so that its number still means its group. */
static bool proc_wait_for_end(pid_t pid, int within_ms)
{
    const struct timespec nap = { .tv_nsec = PROC_NAP_MS * 1000000L };
    int64_t until_ms = proc_now_ms() + within_ms;
    siginfo_t info = { 0 };

    for (;;) {
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 && errno != EINTR)
            return true;
        if (info.si_pid == pid)
            return true;
        if (proc_now_ms() >= until_ms)
            return false;
        nanosleep(&nap, NULL);
    }
}

void proc_signal(pid_t pid, int signo)
{
    if (pid <= 0)
        return;
    kill(-pid, signo);
    kill(-pid, SIGCONT); /* a stopped one would not hear it */
}

void proc_stop(pid_t pid, int grace_ms)
{
    if (pid <= 0)
        return;
    proc_signal(pid, SIGTERM);
    proc_wait_for_end(pid, grace_ms);
    kill(-pid, SIGKILL); /* also what its leader left behind */
    proc_reap(pid);
}

bool proc_take_end(pid_t pid, int *wait_status)
{
    siginfo_t info = { 0 };

    /* The zombie stays for the moment, so that its number still means its group. */
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != pid)
        return false;
    kill(-pid, SIGKILL);
    *wait_status = 0;
    while (waitpid(pid, wait_status, 0) < 0 && errno == EINTR)
        ;
    return true;
}

bool proc_has_ended(pid_t pid)
{
    pid_t got;

    do
        got = waitpid(pid, NULL, WNOHANG);
    while (got < 0 && errno == EINTR);
    return got != 0;
}
