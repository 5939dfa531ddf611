/* SPDX-License-Identifier: MIT
 *
 * clock: for LD_PRELOAD: the wall clock of a program is set by so many seconds as stand in the file
 * CLOCK_FILE, at any time; its other clocks go on as they are, as in a machine whose clock is set.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int clock_fd = -1; /* open from the start: the program may give up the right to open it */
static int (*clock_real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void clock_begin(void)
{
    const char *path = getenv("CLOCK_FILE");

    *(void **)&clock_real = dlsym(RTLD_NEXT, "clock_gettime");
    if (path)
        clock_fd = open(path, O_RDONLY | O_CLOEXEC);
    unsetenv("LD_PRELOAD"); /* children are not meant */
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    char text[32] = "";
    int result;

    if (!clock_real)
        clock_begin();
    result = clock_real(clock, now);
    if (clock == CLOCK_REALTIME && clock_fd >= 0 && pread(clock_fd, text, sizeof text - 1, 0) > 0)
        now->tv_sec += atol(text);
    return result;
}
