/* SPDX-License-Identifier: MIT
 *
 * bench-replay: stands in for a broker that is never the limit: answers one
 * client's CONNECT, SUBSCRIBE and PINGREQ, and pours messages over it as fast as
 * TCP takes them, or at a pace. One more, of the device "at-the-end", comes last:
 * who shows that has taken all.
 *
 *   bench-replay [-n MESSAGES] [-d DEVICES] [-q 0|1] [-w WINDOW] [-r MESSAGES/S] [-b MESSAGES]
 *                [-s FILTERS]
 *
 *   -w 20   unacknowledged at QoS 1, as mosquitto allows   -s 1   begin after so many filters
 *   -b 0    so many as fast as it goes, before the pace of -r
 *
 * Prints its port, and when the client has gone a line of JSON.
 */
#include "packet.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REPLAY_SETTLE_MS = 50 };

struct replay_options {
    uint64_t messages, burst;
    unsigned devices;
    int qos, window, filters;
    double per_s;
};

struct replay {
    struct replay_options options;
    int fd;
    struct packet_stream *in;
    int n_filters;
    int unacknowledged;
    uint64_t n_sent;
    uint16_t mid;
};

/* --- what the client says --------------------------------------------------- */

static void replay_answer_subscribe(struct replay *r, const uint8_t *packet, size_t len,
                                    size_t header)
{
    uint8_t out[PACKET_BYTES_MAX] = { PACKET_SUBACK, 2, packet[header], packet[header + 1] };

    for (size_t at = header + 2; at + 2 < len && out[1] < 100;) {
        at += 2 + ((size_t)packet[at] << 8 | packet[at + 1]);
        out[2 + out[1]++] = packet[at++] & 3;
        r->n_filters++;
    }
    packet_write(r->fd, out, 2 + (size_t)out[1]);
}

/* False: it said good-bye. */
static bool replay_answer(struct replay *r, const uint8_t *packet, size_t len, size_t header)
{
    static const uint8_t connack[] = { PACKET_CONNACK, 2, 0, 0 }, pong[] = { PACKET_PINGRESP, 0 };

    switch (packet[0] & 0xf0) {
    case PACKET_CONNECT: packet_write(r->fd, connack, sizeof connack); break;
    case PACKET_SUBSCRIBE: replay_answer_subscribe(r, packet, len, header); break;
    case PACKET_PINGREQ: packet_write(r->fd, pong, sizeof pong); break;
    case PACKET_PUBACK: r->unacknowledged--; break;
    case PACKET_DISCONNECT: return false;
    default: break;
    }
    return true;
}

/* Waits at most so long. False: the client is gone. */
static bool replay_listen(struct replay *r, int wait_ms)
{
    struct pollfd p = { .fd = r->fd, .events = POLLIN };
    const uint8_t *packet;
    size_t len, header;

    if (poll(&p, 1, wait_ms) <= 0)
        return true;
    if (!packet_stream_fill(r->in, r->fd, 0))
        return false;
    while ((packet = packet_stream_next(r->in, &len, &header)))
        if (!replay_answer(r, packet, len, header))
            return false;
    return true;
}

/* --- what it is told -------------------------------------------------------- */

/* How many may go now; waits when none may. */
static uint64_t replay_allowance(struct replay *r, double begun_s, bool *alive)
{
    uint64_t n = PACKET_BATCH_MAX / 4;

    if (r->options.per_s > 0) {
        double due = (double)r->options.burst + (packet_now_s() - begun_s) * r->options.per_s;

        if (due <= (double)r->n_sent) {
            *alive = replay_listen(r, 1);
            return 0;
        }
        n = (uint64_t)due + 1 - r->n_sent < n ? (uint64_t)due + 1 - r->n_sent : n;
    }
    if (r->options.qos) {
        *alive = replay_listen(r, r->unacknowledged >= r->options.window ? 1000 : 0);
        if (n > (uint64_t)(r->options.window - r->unacknowledged))
            n = (uint64_t)(r->options.window - r->unacknowledged);
    } else if (r->n_sent % 4096 < n) {
        *alive = replay_listen(r, 0);
    }
    return n < r->options.messages - r->n_sent ? n : r->options.messages - r->n_sent;
}

static void replay_send(struct replay *r, uint64_t n)
{
    static uint8_t bytes[PACKET_BATCH_MAX * PACKET_BYTES_MAX];
    struct packet_message message = { .wall_ms = packet_wall_ms(), .qos = r->options.qos };
    size_t len = 0;

    for (uint64_t i = 0; i < n; i++) {
        message.seq = r->n_sent++;
        message.device = (unsigned)(message.seq % r->options.devices);
        if (++r->mid == 0)
            r->mid = 1;
        message.mid = r->mid;
        len += packet_publish(bytes + len, &message);
    }
    r->unacknowledged += r->options.qos ? (int)n : 0;
    packet_write(r->fd, bytes, len);
}

static void replay_end(struct replay *r)
{
    uint8_t bytes[PACKET_BYTES_MAX];

    packet_write(r->fd, bytes, packet_end(bytes));
}

static void replay_run(struct replay *r)
{
    bool alive = true;
    double begun_s, sent_s;

    while (alive && r->n_filters < r->options.filters)
        alive = replay_listen(r, 1000);
    for (double until_s = packet_now_s() + REPLAY_SETTLE_MS * 1e-3;
         alive && packet_now_s() < until_s;)
        alive = replay_listen(r, 5);
    begun_s = packet_now_s();
    while (alive && r->n_sent < r->options.messages)
        replay_send(r, replay_allowance(r, begun_s, &alive));
    if (alive)
        replay_end(r);
    sent_s = packet_now_s() - begun_s;
    while (alive)
        alive = replay_listen(r, 1000);
    printf("{\"sent\": %llu, \"seconds\": %.3f, \"begun\": %.6f, \"unacknowledged\": %d}\n",
           (unsigned long long)r->n_sent, sent_s, begun_s, r->unacknowledged);
}

/* --- */

static int replay_accept(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0), client, on = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) < 0 || listen(fd, 1) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &len) < 0)
        packet_die("listen");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    client = accept(fd, NULL, NULL);
    if (client < 0)
        packet_die("accept");
    close(fd);
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return client;
}

static bool replay_read_options(int argc, char **argv, struct replay_options *o)
{
    int option;

    while ((option = getopt(argc, argv, "n:d:q:w:r:b:s:")) != -1)
        switch (option) {
        case 'n': o->messages = strtoull(optarg, NULL, 10); break;
        case 'd': o->devices = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'q': o->qos = optarg[0] == '1'; break;
        case 'w': o->window = (int)strtol(optarg, NULL, 10); break;
        case 'r': o->per_s = strtod(optarg, NULL); break;
        case 'b': o->burst = strtoull(optarg, NULL, 10); break;
        case 's': o->filters = (int)strtol(optarg, NULL, 10); break;
        default: return false;
        }
    return o->devices > 0 && o->devices <= PACKET_DEVICES_MAX && o->window > 0 && optind == argc;
}

int main(int argc, char **argv)
{
    struct replay replay = {
        .options = { .messages = 100000, .devices = 1000, .window = 20, .filters = 1 }
    };

    if (!replay_read_options(argc, argv, &replay.options))
        return 2;
    replay.in = malloc(sizeof *replay.in);
    if (!replay.in)
        packet_die("malloc");
    memset(replay.in, 0, sizeof *replay.in);
    replay.fd = replay_accept();
    replay_run(&replay);
    close(replay.fd);
    free(replay.in);
    return 0;
}
