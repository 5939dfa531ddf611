/* SPDX-License-Identifier: MIT */
#include "fake-socks.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FAKE_SOCKS_BYTES = 4096 };

struct fake_socks {
    const char *script;
    int target_port;
    int port;
    int listen_fd;
    int stop_fd;
    pthread_t thread;
    char asked[FAKE_SOCKS_BYTES]; /* the thread's until it has ended */
    size_t n_asked;
    int n_clients;
};

static struct sockaddr_in fake_socks_address(int port)
{
    return (struct sockaddr_in){ .sin_family = AF_INET,
                                 .sin_port = htons((uint16_t)port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

/* Which of the two is readable; -1: told to stop. */
static int fake_socks_wait(const struct fake_socks *socks, int a, int b)
{
    struct pollfd fds[] = { { .fd = a, .events = POLLIN },
                            { .fd = b, .events = POLLIN },
                            { .fd = socks->stop_fd, .events = POLLIN } };

    if (poll(fds, 3, -1) < 0 || fds[2].revents)
        return -1;
    return fds[0].revents ? a : b;
}

static bool fake_socks_hear(struct fake_socks *socks, int fd)
{
    char bytes[FAKE_SOCKS_BYTES];
    ssize_t n;

    if (fake_socks_wait(socks, fd, -1) != fd)
        return false;
    n = recv(fd, bytes, sizeof bytes, 0);
    for (ssize_t i = 0; i < n && socks->n_clients == 1; i++)
        if (socks->n_asked + 3 < sizeof socks->asked)
            socks->n_asked += (size_t)snprintf(socks->asked + socks->n_asked, 3, "%02x",
                                               (unsigned)(unsigned char)bytes[i]);
    return n > 0;
}

static bool fake_socks_follow_script(struct fake_socks *socks, int fd)
{
    bool is_open = fake_socks_hear(socks, fd);

    for (const char *p = socks->script; is_open && *p; p++) {
        const char pair[3] = { p[0], p[1], '\0' };
        char byte = (char)strtoul(pair, NULL, 16);

        if (*p == '|') {
            is_open = fake_socks_hear(socks, fd);
        } else if (*p != ' ' && *p != '.') {
            is_open = send(fd, &byte, 1, MSG_NOSIGNAL) == 1;
            p++;
        }
    }
    return is_open;
}

static void fake_socks_relay(const struct fake_socks *socks, int client)
{
    struct sockaddr_in address = fake_socks_address(socks->target_port);
    int target = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char bytes[FAKE_SOCKS_BYTES];
    int from;

    if (connect(target, (struct sockaddr *)&address, sizeof address) == 0) {
        while ((from = fake_socks_wait(socks, client, target)) >= 0) {
            ssize_t n = recv(from, bytes, sizeof bytes, 0);

            if (n <= 0 ||
                send(from == client ? target : client, bytes, (size_t)n, MSG_NOSIGNAL) != n)
                break;
        }
    }
    close(target);
}

static void *fake_socks_run(void *data)
{
    struct fake_socks *socks = data;
    int on = 1;

    while (fake_socks_wait(socks, socks->listen_fd, -1) >= 0) {
        int fd = accept4(socks->listen_fd, NULL, NULL, SOCK_CLOEXEC);

        if (fd < 0)
            continue;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        socks->n_clients++;
        if (fake_socks_follow_script(socks, fd) && socks->target_port)
            fake_socks_relay(socks, fd);
        close(fd);
    }
    return NULL;
}

struct fake_socks *fake_socks_start(const char *script, int target_port)
{
    struct sockaddr_in address = fake_socks_address(0);
    socklen_t len = sizeof address;
    struct fake_socks *socks = calloc(1, sizeof *socks);

    if (!socks)
        return NULL;
    socks->script = script;
    socks->target_port = target_port;
    socks->stop_fd = eventfd(0, EFD_CLOEXEC);
    socks->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(socks->listen_fd, (struct sockaddr *)&address, len) != 0 ||
        getsockname(socks->listen_fd, (struct sockaddr *)&address, &len) != 0 ||
        listen(socks->listen_fd, 16) != 0 ||
        pthread_create(&socks->thread, NULL, fake_socks_run, socks) != 0) {
        free(socks);
        return NULL;
    }
    socks->port = ntohs(address.sin_port);
    return socks;
}

void fake_socks_stop(struct fake_socks *socks, char *asked, size_t bytes)
{
    eventfd_write(socks->stop_fd, 1);
    pthread_join(socks->thread, NULL);
    snprintf(asked, bytes, "%s", socks->asked);
    close(socks->listen_fd);
    close(socks->stop_fd);
    free(socks);
}

int fake_socks_port(const struct fake_socks *socks)
{
    return socks->port;
}
