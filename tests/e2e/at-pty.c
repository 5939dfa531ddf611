/* SPDX-License-Identifier: MIT
 *
 * at-pty RAW PATTERN KEYS COMMAND...: runs a command in a terminal of its own, 80×24, presses the
 * keys, one after another, when the pattern (plain bytes) has come, or half of the time is over,
 * and waits for its end, AT_PTY_SECONDS (20) at most. RAW gets all that was written. Standard error
 * of the command is ours.
 *
 * Prints how it ended and how it left the terminal: "exit 70", "signal 11", "timeout"; then "modes
 * changed" and "screen not given back", if so.
 */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OUTPUT_BYTES_MAX = 1 << 20, KEY_MS = 30 };

struct terminal {
    int master;
    int slave;
    struct termios before;
    char *output;
    size_t len;
};

static long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void die(const char *what)
{
    perror(what);
    exit(99);
}

static pid_t start(const struct terminal *t, char **argv)
{
    pid_t pid = fork();

    if (pid)
        return pid;
    setsid();
    ioctl(t->slave, TIOCSCTTY, 0);
    dup2(t->slave, STDIN_FILENO);
    dup2(t->slave, STDOUT_FILENO);
    close(t->slave);
    close(t->master);
    execvp(argv[0], argv);
    _exit(127);
}

/* What there is to read within the time; false: nothing. */
static bool read_some(struct terminal *t, int wait_ms)
{
    struct pollfd p = { .fd = t->master, .events = POLLIN };
    char chunk[4096];
    ssize_t n;

    if (poll(&p, 1, wait_ms) <= 0)
        return false;
    n = read(t->master, chunk, sizeof chunk);
    if (n <= 0)
        return false;
    if (t->len + (size_t)n <= OUTPUT_BYTES_MAX) {
        memcpy(t->output + t->len, chunk, (size_t)n);
        t->len += (size_t)n;
    }
    return true;
}

static void save(const struct terminal *t, const char *path)
{
    FILE *file = fopen(path, "w");

    if (!file || fwrite(t->output, 1, t->len, file) != t->len || fclose(file) != 0)
        die(path);
}

/* The last of two texts in the output is the first one. */
static bool ends_with(const struct terminal *t, const char *entered, const char *left)
{
    const char *at = t->output, *end = t->output + t->len, *last = NULL;

    while ((at = memmem(at, (size_t)(end - at), entered, strlen(entered))))
        last = at++;
    return !last || memmem(last, (size_t)(end - last), left, strlen(left));
}

static void tell(const struct terminal *t, int status)
{
    struct termios after;

    if (WIFSIGNALED(status))
        printf("signal %d", WTERMSIG(status));
    else
        printf("exit %d", WEXITSTATUS(status));
    tcgetattr(t->slave, &after);
    if (memcmp(&after, &t->before, sizeof after) != 0)
        printf(" modes changed");
    if (!ends_with(t, "\033[?1049h", "\033[?1049l") || !ends_with(t, "\033[?25l", "\033[?25h"))
        printf(" screen not given back");
    printf("\n");
}

int main(int argc, char **argv)
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    struct terminal t = { 0 };
    const char *seconds = getenv("AT_PTY_SECONDS");
    long until_ms = now_ms() + 1000 * (seconds ? atol(seconds) : 20);
    long press_ms = (now_ms() + until_ms) / 2;
    const char *keys = argv[3];
    int status;
    pid_t pid;

    if (argc < 5)
        return 99;
    if (openpty(&t.master, &t.slave, NULL, NULL, &size) != 0)
        die("openpty");
    fcntl(t.master, F_SETFD, FD_CLOEXEC);
    tcgetattr(t.slave, &t.before);
    t.output = calloc(1, OUTPUT_BYTES_MAX);
    if (!t.output)
        die("memory");
    pid = start(&t, argv + 4);
    while (waitpid(pid, &status, WNOHANG) == 0) {
        bool has_come = memmem(t.output, t.len, argv[2], strlen(argv[2]));

        read_some(&t, KEY_MS);
        if (*keys && (has_come || now_ms() >= press_ms) && write(t.master, keys++, 1) < 0)
            die("keys");
        if (now_ms() < until_ms)
            continue;
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
        printf("timeout: ");
        break;
    }
    while (read_some(&t, 0))
        ;
    save(&t, argv[1]);
    tell(&t, status);
    free(t.output);
    return 0;
}
