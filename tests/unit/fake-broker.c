/* SPDX-License-Identifier: MIT */
#include "fake-broker.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FAKE_PACKET_MAX = 4096, FAKE_LEVEL_AT = 6, FAKE_LEVEL_5 = 5 };

struct fake_broker {
    const char *script_5;
    const char *script_311;
    int listen_fd;
    int stop_fd;
    int go_fd;
    int port;
    atomic_int n_clients;
    pthread_t thread;
};

/* False: told to stop. */
static bool fake_wait(const struct fake_broker *broker, int fd)
{
    struct pollfd fds[] = { { .fd = fd, .events = POLLIN },
                            { .fd = broker->stop_fd, .events = POLLIN } };

    return poll(fds, 2, -1) > 0 && !fds[1].revents;
}

static bool fake_read_bytes(const struct fake_broker *broker, int fd, uint8_t *bytes, size_t len)
{
    while (len) {
        ssize_t n;

        if (!fake_wait(broker, fd))
            return false;
        n = read(fd, bytes, len);
        if (n <= 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* The body of one packet; its first FAKE_PACKET_MAX bytes at most are all that tests send. */
static bool fake_read_packet(const struct fake_broker *broker, int fd, uint8_t *body)
{
    uint8_t byte = 0;
    size_t len = 0;

    if (!fake_read_bytes(broker, fd, &byte, 1))
        return false;
    for (int shift = 0; shift == 0 || byte & 0x80; shift += 7) {
        if (!fake_read_bytes(broker, fd, &byte, 1))
            return false;
        len |= (size_t)(byte & 0x7f) << shift;
    }
    return len <= FAKE_PACKET_MAX && fake_read_bytes(broker, fd, body, len);
}

static void fake_hold(const struct fake_broker *broker, int fd)
{
    uint8_t byte;

    while (fake_read_bytes(broker, fd, &byte, 1))
        ;
}

static uint8_t fake_byte(const char *digits)
{
    char pair[3] = { digits[0], digits[1], '\0' };

    return (uint8_t)strtoul(pair, NULL, 16);
}

static size_t fake_send_piece(int fd, const char *digits)
{
    size_t len = strspn(digits, "0123456789abcdef") / 2;
    uint8_t *bytes = malloc(len + 1);
    size_t sent = 0;
    ssize_t n = 1;

    for (size_t i = 0; bytes && i < len; i++)
        bytes[i] = fake_byte(digits + 2 * i);
    for (; bytes && sent < len && n > 0; sent += n > 0 ? (size_t)n : 0)
        n = send(fd, bytes + sent, len - sent, MSG_NOSIGNAL);
    free(bytes);
    return sent == len ? 1 + 2 * len : 0;
}

static size_t fake_flood(const struct fake_broker *broker, int fd, const char *digits)
{
    struct pollfd fds[] = { { .fd = broker->go_fd, .events = POLLIN },
                            { .fd = broker->stop_fd, .events = POLLIN } };
    size_t n;

    do {
        n = fake_send_piece(fd, digits);
    } while (n && poll(fds, 2, 0) == 0);
    return n;
}

/* How many characters of the script it took; 0: the client is gone. */
static size_t fake_step(const struct fake_broker *broker, int fd, const char *step)
{
    uint8_t body[FAKE_PACKET_MAX];
    struct linger reset = { .l_onoff = 1 };

    switch (step[0]) {
    case ' ': return 1;
    case 'r': return fake_read_packet(broker, fd, body) ? 1 : 0;
    case '=': return fake_send_piece(fd, step + 1);
    case '~': return fake_flood(broker, fd, step + 1);
    case 'w': return fake_wait(broker, broker->go_fd) ? 1 : 0;
    case 'h': fake_hold(broker, fd); return 1;
    case 'x': setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset); return 1;
    default: break;
    }
    body[0] = fake_byte(step);
    return send(fd, body, 1, MSG_NOSIGNAL) == 1 ? 2 : 0;
}

static void fake_serve(const struct fake_broker *broker, int fd)
{
    uint8_t body[FAKE_PACKET_MAX] = { 0 };
    const char *script = broker->script_5;
    size_t n = 1;

    if (!script || !fake_read_packet(broker, fd, body))
        return;
    if (body[FAKE_LEVEL_AT] != FAKE_LEVEL_5)
        script = broker->script_311;
    for (; script && *script && n; script += n)
        n = fake_step(broker, fd, script);
}

static void *fake_run(void *data)
{
    struct fake_broker *broker = data;

    while (fake_wait(broker, broker->listen_fd)) {
        int fd = accept4(broker->listen_fd, NULL, NULL, SOCK_CLOEXEC);

        if (fd < 0)
            continue;
        atomic_fetch_add(&broker->n_clients, 1);
        fake_serve(broker, fd);
        close(fd);
    }
    return NULL;
}

/* Port 0: a free one. */
static int fake_bind(int port, int *fd)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof address;
    int on = 1;

    *fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (port)
        setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(*fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        getsockname(*fd, (struct sockaddr *)&address, &len) != 0)
        return -1;
    return ntohs(address.sin_port);
}

int fake_port_refusing(int *fd)
{
    return fake_bind(0, fd);
}

int fake_port_silent(int fds[2])
{
    return fake_port_silent_at(0, fds);
}

/* A listener whose queue is full drops what knocks. */
int fake_port_silent_at(int port, int fds[2])
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

    port = fake_bind(port, &fds[0]);
    address.sin_port = htons((uint16_t)port);
    fds[1] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (port < 0 || listen(fds[0], 0) != 0 ||
        connect(fds[1], (struct sockaddr *)&address, sizeof address) != 0)
        return -1;
    return port;
}

struct fake_broker *fake_broker_start(const char *script_5, const char *script_311)
{
    return fake_broker_start_at(0, script_5, script_311);
}

struct fake_broker *fake_broker_start_at(int port, const char *script_5, const char *script_311)
{
    struct fake_broker *broker = calloc(1, sizeof *broker);

    if (!broker)
        return NULL;
    broker->script_5 = script_5;
    broker->script_311 = script_311;
    broker->stop_fd = eventfd(0, EFD_CLOEXEC);
    broker->go_fd = eventfd(0, EFD_CLOEXEC);
    broker->port = fake_bind(port, &broker->listen_fd);
    if (broker->port < 0 || listen(broker->listen_fd, 16) != 0 ||
        pthread_create(&broker->thread, NULL, fake_run, broker) != 0) {
        free(broker);
        return NULL;
    }
    return broker;
}

void fake_broker_stop(struct fake_broker *broker)
{
    eventfd_write(broker->stop_fd, 1);
    pthread_join(broker->thread, NULL);
    close(broker->listen_fd);
    close(broker->stop_fd);
    close(broker->go_fd);
    free(broker);
}

void fake_broker_go(struct fake_broker *broker)
{
    eventfd_write(broker->go_fd, 1);
}

int fake_broker_port(const struct fake_broker *broker)
{
    return broker->port;
}

int fake_broker_clients(struct fake_broker *broker)
{
    return atomic_load(&broker->n_clients);
}
