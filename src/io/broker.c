/* SPDX-License-Identifier: MIT */
#include "io/broker.h"

#include "core/mem.h"
#include "io/proc.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BROKER_READY_MS = 5000, BROKER_NAP_MS = 5, BROKER_TRIES = 4, BROKER_GRACE_MS = 1000 };

/* Where distributions put it that is not in the PATH of ordinary users. */
static const char BROKER_MORE_PATH[] = "/usr/local/sbin:/usr/sbin:/sbin:/opt/homebrew/sbin";

static const char BROKER_CONFIG[] = "listener %d 127.0.0.1\n"
                                    "allow_anonymous true\n"
                                    "persistence false\n"
                                    /* the default drops what a new subscriber does not take fast */
                                    "max_queued_messages 0\n"
                                    "set_tcp_nodelay true\n"
                                    "log_dest none\n";

/* In which of the directories is it? The caller frees; NULL when in none. */
static char *broker_find_in(const char *path)
{
    struct buf candidate = { 0 };

    while (*path) {
        size_t len = strcspn(path, ":");

        buf_clear(&candidate);
        buf_add(&candidate, path, len);
        buf_puts(&candidate, "/mosquitto");
        if (len && access(buf_text(&candidate), X_OK) == 0)
            return buf_detach(&candidate);
        path += len;
        path += *path == ':';
    }
    buf_finish(&candidate);
    return NULL;
}

static char *broker_find(void)
{
    const char *path = getenv("PATH");
    char *program = path ? broker_find_in(path) : NULL;

    return program ? program : broker_find_in(BROKER_MORE_PATH);
}

static struct sockaddr_in broker_address(int port)
{
    return (struct sockaddr_in){ .sin_family = AF_INET,
                                 .sin_port = htons((uint16_t)port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

/* A free port, and the socket that keeps others off it meanwhile: mosquitto sets SO_REUSEADDR as
 * well and so may bind it too, as long as we do not listen. */
static int broker_reserve_port(int *port)
{
    struct sockaddr_in address = broker_address(0);
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return -1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)) != 0 ||
        bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &len) != 0) {
        close(fd);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return fd;
}

/* The configuration as a file that has no name and vanishes with its readers; -1 without such. */
static int broker_make_config(int port)
{
    int fd = memfd_create("mosquitto.conf", MFD_CLOEXEC);

    if (fd >= 0 && dprintf(fd, BROKER_CONFIG, port) < 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static pid_t broker_spawn(char *program, int port, bool with_config, struct buf *err)
{
    struct buf value = { 0 };
    int fd = with_config ? broker_make_config(port) : -1;
    /* Without a configuration mosquitto is local-only and anonymous: good enough. */
    char flag[] = { '-', fd >= 0 ? 'c' : 'p', '\0' };
    char *argv[] = { program, flag, NULL, NULL };
    pid_t pid;

    if (fd >= 0)
        buf_addf(&value, "/proc/self/fd/%d", fd);
    else
        buf_addf(&value, "%d", port);
    argv[2] = value.data;
    /* As nobody from the start: on its own it becomes `mosquitto`, and that clears the parent-death
     * signal. */
    pid = proc_start(&(struct proc_options){ .argv = argv, .keep_fd = fd, .drop_root = true }, err);
    if (fd >= 0)
        close(fd);
    buf_finish(&value);
    return pid;
}

static bool broker_accepts(int port)
{
    struct sockaddr_in address = broker_address(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool connected;

    if (fd < 0)
        return false;
    connected = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return connected;
}

static bool broker_wait(struct broker *broker)
{
    const struct timespec nap = { .tv_nsec = BROKER_NAP_MS * 1000000L };

    for (int waited_ms = 0; waited_ms < BROKER_READY_MS; waited_ms += BROKER_NAP_MS) {
        if (proc_has_ended(broker->pid)) {
            broker->pid = 0;
            return false;
        }
        if (broker_accepts(broker->port))
            return true;
        nanosleep(&nap, NULL);
    }
    return false;
}

static bool broker_try(struct broker *broker, char *program, bool with_config, struct buf *err)
{
    int fd = broker_reserve_port(&broker->port);
    bool ready = false;

    buf_clear(err);
    if (fd < 0) {
        buf_addf(err, "no free port on 127.0.0.1: %s", strerror(errno));
        return false;
    }
    broker->pid = broker_spawn(program, broker->port, with_config, err);
    if (broker->pid > 0) {
        ready = broker_wait(broker);
        if (!ready)
            buf_addf(err, "%s %s", program,
                     broker->pid > 0 ? "does not accept connections" : "ended at once");
    }
    close(fd);
    return ready;
}

bool broker_init(struct broker *broker, struct buf *err)
{
    struct buf why = { 0 };
    char *program = broker_find();
    bool ready = false;

    *broker = (struct broker){ 0 };
    if (!program)
        buf_puts(&why, "mosquitto is not installed: sudo apt-get install mosquitto");
    /* The last tries do without the configuration: a sandbox may hide /proc. */
    for (int i = 0; program && !ready && i < BROKER_TRIES; i++) {
        ready = broker_try(broker, program, i < BROKER_TRIES / 2, &why);
        if (!ready)
            broker_finish(broker);
    }
    if (!ready)
        buf_puts(err, buf_text(&why));
    buf_finish(&why);
    free(program);
    return ready;
}

void broker_finish(struct broker *broker)
{
    proc_stop(broker->pid, BROKER_GRACE_MS);
    *broker = (struct broker){ 0 };
}
