/* SPDX-License-Identifier: MIT */
#include "demo.h"

#include "core/mem.h"
#include "io/proc.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEMO_STOP_MS = 500, DEMO_NUMBER_BYTES = 24 };

/* The sensorpub next to us, so that a build tree shows its own; else the one in PATH. */
static char *demo_find_sensorpub(void)
{
    static const char name[] = "sensorpub";
    char path[PATH_MAX + sizeof name];
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
    char *slash;

    if (n > 0) {
        path[n] = '\0';
        slash = strrchr(path, '/');
        memcpy(slash + 1, name, sizeof name);
        if (access(path, X_OK) == 0)
            return mem_text(path, strlen(path));
    }
    return mem_text(name, strlen(name));
}

static pid_t demo_start_sensors(int port, int64_t devices, struct buf *err)
{
    char port_text[DEMO_NUMBER_BYTES], devices_text[DEMO_NUMBER_BYTES];
    char *program = demo_find_sensorpub();
    const char *argv[] = { program,   "--host",     "127.0.0.1",  "--port",
                           port_text, "--simulate", devices_text, "--scenario",
                           "house",   "--interval", "2s",         NULL };
    struct proc_options options = { .argv = (char *const *)argv, .keep_fd = -1 };
    pid_t pid;

    snprintf(port_text, sizeof port_text, "%d", port);
    snprintf(devices_text, sizeof devices_text, "%lld", (long long)devices);
    pid = proc_start(&options, err);
    free(program);
    return pid;
}

bool demo_init(struct demo *demo, struct config *config, struct buf *err)
{
    *demo = (struct demo){ 0 };
    if (!broker_init(&demo->broker, err))
        return false;
    demo->sensors = demo_start_sensors(demo->broker.port, config->demo, err);
    if (demo->sensors < 0) {
        demo_finish(demo);
        return false;
    }
    free(config->broker.host);
    config->broker.host = mem_text("127.0.0.1", strlen("127.0.0.1"));
    config->broker.port = demo->broker.port;
    config->broker.tls.on = false;
    free(config->broker.bind_address);
    config->broker.bind_address = NULL;
    free(config->broker.proxy.host);
    config->broker.proxy.host = NULL;
    return true;
}

void demo_finish(struct demo *demo)
{
    proc_stop(demo->sensors, DEMO_STOP_MS);
    broker_finish(&demo->broker);
    *demo = (struct demo){ 0 };
}
