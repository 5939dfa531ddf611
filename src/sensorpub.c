/* SPDX-License-Identifier: MIT */
#include "core/option.h"
#include "house.h"
#include "io/log.h"
#include "io/sysfs.h"
#include "startup.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void sensorpub_on_signal(void *data, int64_t now_ms, int signo)
{
    (void)now_ms;
    (void)signo;
    loop_stop(data);
}

static int sensorpub_run(const struct config *config)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct loop *loop = loop_create();
    struct house house;
    int status;

    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        loop_add_signal(loop, signals[i], sensorpub_on_signal, loop);
    if (house_init(&house, config, loop, &status)) {
        loop_set_idle(loop, house_on_idle, &house);
        loop_run(loop);
        if (house_error(&house)) {
            log_line("cannot print: %s", strerror(house_error(&house)));
            status = STARTUP_EXIT_FAILURE;
        }
        house_finish(&house);
    }
    loop_destroy(loop);
    return status;
}

static int sensorpub_list(const char *root)
{
    struct buf text = { 0 };
    size_t n = sensor_format_list(root, &text);

    fputs(buf_text(&text), stdout);
    buf_finish(&text);
    return n ? STARTUP_EXIT_OK : STARTUP_EXIT_FAILURE;
}

/* A machine without a /sys of its own, such as a container, has no sensors; a directory that
 * somebody named and that is not there is a mistake. */
static bool sensorpub_check_root(const char *root)
{
    int fd = sysfs_open(AT_FDCWD, root);

    if (fd >= 0)
        close(fd);
    if (fd >= 0 || strcmp(root, SYSFS_ROOT) == 0)
        return true;
    log_line("--sysfs: not a directory such as " SYSFS_ROOT " (%s): '%s'", strerror(errno), root);
    return false;
}

int main(int argc, char **argv)
{
    struct config config;
    int status;

    /* Ignored, as some parents leave it, it would hide how a command of --sensor exec: ended. */
    signal(SIGCHLD, SIG_DFL);
    if (startup_read(&config, OPTION_SENSORPUB, argc, argv, &status)) {
        if (!sensorpub_check_root(config.publish.sysfs))
            status = STARTUP_EXIT_USAGE;
        else if (config.publish.list)
            status = sensorpub_list(config.publish.sysfs);
        else
            status = sensorpub_run(&config);
    }
    config_finish(&config);
    return startup_end_output(status);
}
