/* SPDX-License-Identifier: MIT
 *
 * fail: for LD_PRELOAD: makes one call of the program fail, the FAIL_AT-th of its kind. Only calls
 * that the executable itself makes are counted, not those of libraries, unless FAIL_ANY is set.
 *
 *   FAIL_CALL   "alloc" (malloc, calloc, realloc), or the name of one below; "read" and "write" are
 *               also those that are made through syscall()
 *   FAIL_AT     1 is the first; 0: none, only count
 *   FAIL_ERRNO  a number (EIO)
 *   FAIL_ON     set: all later ones fail as well
 *   FAIL_MS     set: they do not fail, but take so long
 *   FAIL_WHEN   set: only while there is a file of this name
 *   FAIL_LOG    a file that gets the number of calls counted, at the end
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>

#define CALLER() __builtin_return_address(0)

static struct {
    atomic_bool ready;
    atomic_long n;
    const char *call;
    long at;
    int error;
    bool on;
    bool any;
    unsigned ms;
    const char *when;
    int log_fd;  /* open from the start: the program may give up the right to open it */
    char *begin; /* of the executable */
    char *end;
} fail;

static int fail_find(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];

        if (header->p_type != PT_LOAD || !(header->p_flags & PF_X))
            continue;
        fail.begin = (char *)info->dlpi_addr + header->p_vaddr;
        fail.end = fail.begin + header->p_memsz;
    }
    return 1; /* the first is the executable */
}

__attribute__((constructor)) static void fail_begin(void)
{
    const char *error = getenv("FAIL_ERRNO");

    fail.call = getenv("FAIL_CALL");
    fail.at = getenv("FAIL_AT") ? atol(getenv("FAIL_AT")) : 0;
    fail.error = error ? atoi(error) : EIO;
    fail.on = getenv("FAIL_ON");
    fail.any = getenv("FAIL_ANY");
    fail.ms = getenv("FAIL_MS") ? (unsigned)atoi(getenv("FAIL_MS")) : 0;
    fail.when = getenv("FAIL_WHEN");
    fail.log_fd = getenv("FAIL_LOG")
                      ? open(getenv("FAIL_LOG"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)
                      : -1;
    dl_iterate_phdr(fail_find, NULL);
    unsetenv("LD_PRELOAD"); /* children are not meant */
    fail.ready = fail.call != NULL;
}

__attribute__((destructor)) static void fail_end(void)
{
    char line[32];

    fail.ready = false;
    if (fail.log_fd < 0)
        return;
    snprintf(line, sizeof line, "%ld\n", (long)fail.n);
    if (write(fail.log_fd, line, strlen(line)) < 0)
        abort();
}

static bool fail_is_due(const char *call, const void *caller)
{
    long n;

    if (!fail.ready || strcmp(fail.call, call) != 0)
        return false;
    if (!fail.any && ((const char *)caller < fail.begin || (const char *)caller >= fail.end))
        return false;
    if (fail.when && faccessat(AT_FDCWD, fail.when, F_OK, 0) != 0)
        return false;
    n = ++fail.n;
    if (!fail.at || n < fail.at || (n > fail.at && !fail.on))
        return false;
    errno = fail.error;
    usleep(fail.ms * 1000);
    return !fail.ms;
}

/* --- memory ---------------------------------------------------------------- */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static bool fail_alloc(const void *caller)
{
    if (!fail_is_due("alloc", caller))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fail_alloc(CALLER()) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fail_alloc(CALLER()) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return fail_alloc(CALLER()) ? NULL : __libc_realloc(p, size);
}

/* --- system calls ---------------------------------------------------------- */

#define REAL(name)                                                                                 \
    static __typeof__(&name) real;                                                                 \
    if (!real)                                                                                     \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

#define FAILING(result, name, parameters, arguments)                                               \
    result name parameters                                                                         \
    {                                                                                              \
        REAL(name);                                                                                \
        return fail_is_due(#name, CALLER()) ? (result)-1 : real arguments;                         \
    }

/* One more argument, of any kind that fits into a register. */
#define FAILING_VARIADIC(name, parameters, last, arguments)                                        \
    int name parameters                                                                            \
    {                                                                                              \
        va_list list;                                                                              \
        long more;                                                                                 \
        REAL(name);                                                                                \
        va_start(list, last);                                                                      \
        more = va_arg(list, long);                                                                 \
        va_end(list);                                                                              \
        return fail_is_due(#name, CALLER()) ? -1 : real arguments;                                 \
    }

FAILING(ssize_t, read, (int fd, void *to, size_t n), (fd, to, n))
FAILING(ssize_t, write, (int fd, const void *from, size_t n), (fd, from, n))
FAILING(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n))
FAILING(int, fstat, (int fd, struct stat *st), (fd, st))
FAILING(int, stat, (const char *path, struct stat *st), (path, st))
FAILING(int, rename, (const char *from, const char *to), (from, to))
FAILING(int, unlink, (const char *path), (path))
FAILING(int, fsync, (int fd), (fd))
FAILING(int, fdatasync, (int fd), (fd))
FAILING(int, ftruncate, (int fd, off_t n), (fd, n))
FAILING(int, eventfd, (unsigned n, int flags), (n, flags))
FAILING(int, epoll_create1, (int flags), (flags))
FAILING(int, epoll_ctl, (int e, int op, int fd, struct epoll_event *event), (e, op, fd, event))
FAILING(int, epoll_wait, (int e, struct epoll_event *events, int n, int ms), (e, events, n, ms))
FAILING(int, poll, (struct pollfd * p, nfds_t n, int ms), (p, n, ms))
FAILING(int, ppoll, (struct pollfd * p, nfds_t n, const struct timespec *t, const sigset_t *mask),
        (p, n, t, mask))
FAILING(int, sigaction, (int s, const struct sigaction *to, struct sigaction *was), (s, to, was))
FAILING(int, sigaltstack, (const stack_t *to, stack_t *was), (to, was))
FAILING(int, tcgetattr, (int fd, struct termios *t), (fd, t))
FAILING(int, tcsetattr, (int fd, int when, const struct termios *t), (fd, when, t))
FAILING(int, pipe2, (int fds[2], int flags), (fds, flags))
FAILING(int, socket, (int domain, int type, int protocol), (domain, type, protocol))
FAILING(int, setsockopt, (int fd, int level, int name, const void *value, socklen_t n),
        (fd, level, name, value, n))
FAILING(int, getsockopt, (int fd, int level, int name, void *value, socklen_t *n),
        (fd, level, name, value, n))
FAILING(int, bind, (int fd, const struct sockaddr *to, socklen_t n), (fd, to, n))
FAILING(int, connect, (int fd, const struct sockaddr *to, socklen_t n), (fd, to, n))
FAILING(ssize_t, getrandom, (void *to, size_t n, unsigned flags), (to, n, flags))
FAILING(pid_t, fork, (void), ())
FAILING_VARIADIC(open, (const char *path, int flags, ...), flags, (path, flags, more))
FAILING_VARIADIC(fcntl, (int fd, int what, ...), what, (fd, what, more))
FAILING_VARIADIC(ioctl, (int fd, unsigned long what, ...), what, (fd, what, more))

/* The program has a read() and a write() of its own (link-buffer), so that those above are not
 * called.
 */
long syscall(long number, ...)
{
    const char *name = number == SYS_read ? "read" : number == SYS_write ? "write" : "";
    long a[6];
    va_list list;
    REAL(syscall);

    va_start(list, number);
    for (size_t i = 0; i < sizeof a / sizeof *a; i++)
        a[i] = va_arg(list, long);
    va_end(list);
    return fail_is_due(name, CALLER()) ? -1 : real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* Linux closes it whatever it returns. */
int close(int fd)
{
    bool is_due = fail_is_due("close", CALLER());
    int result, error = errno;

    REAL(close);
    result = real(fd);
    if (!is_due)
        return result;
    errno = error;
    return -1;
}

char *mkdtemp(char *pattern)
{
    REAL(mkdtemp);
    return fail_is_due("mkdtemp", CALLER()) ? NULL : real(pattern);
}

FILE *fopen(const char *path, const char *mode)
{
    REAL(fopen);
    return fail_is_due("fopen", CALLER()) ? NULL : real(path, mode);
}

/* Returns its error. */
int pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*fn)(void *), void *data)
{
    REAL(pthread_create);
    return fail_is_due("pthread_create", CALLER()) ? EAGAIN : real(thread, how, fn, data);
}
