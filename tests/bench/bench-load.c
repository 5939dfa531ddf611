/* SPDX-License-Identifier: MIT
 *
 * bench-load: publishes to a real broker, as fast as it takes messages or at a
 * pace, through several connections, at a fraction of a microsecond each, so
 * that on a small machine the load does not cost what is being measured.
 *
 *   bench-load [-p PORT] [-n MESSAGES] [-d DEVICES] [-q 0|1] [-r MESSAGES/S] [-c CONNECTIONS]
 *              [-w WINDOW] [-t SECONDS] [-R] [-S]
 *
 *   -t   stop after so long, however many were sent     -R   retained readings
 *   -w   unacknowledged at QoS 1 (100)                  -S   before them a retained "online" each
 *
 * Ends when the broker has read (QoS 0) or acknowledged (QoS 1) everything; a line of JSON.
 */
#include "packet.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LOAD_CONNECTIONS_MAX = 64, LOAD_BATCH = 64 };

struct load_options {
    uint64_t messages;
    unsigned devices;
    int port, qos, connections, window;
    double per_s, seconds;
    bool retain, with_status;
};

struct load_connection {
    int fd;
    int unacknowledged;
    uint16_t mid;
    struct packet_stream in;
};

struct load {
    struct load_options options;
    struct load_connection *connections;
    uint64_t n_sent, n_acknowledged;
    double begun_s;
};

static void load_take_acks(struct load *load, struct load_connection *c, bool wait)
{
    size_t len, header;
    const uint8_t *packet;

    do {
        if (!packet_stream_fill(&c->in, c->fd, wait ? 0 : MSG_DONTWAIT))
            packet_die("the broker closed the connection");
        while ((packet = packet_stream_next(&c->in, &len, &header)))
            if ((packet[0] & 0xf0) == PACKET_PUBACK) {
                c->unacknowledged--;
                load->n_acknowledged++;
                wait = false;
            }
    } while (wait);
}

static void load_sleep(double seconds)
{
    struct timespec t = { .tv_nsec = (long)(seconds * 1e9) };

    if (seconds > 0)
        nanosleep(&t, NULL);
}

static uint64_t load_allowance(struct load *load, struct load_connection *c)
{
    const struct load_options *o = &load->options;
    uint64_t n = LOAD_BATCH;

    if (o->per_s > 0) {
        double due = floor((packet_now_s() - load->begun_s) * o->per_s);

        if (due <= (double)load->n_sent) {
            load_sleep(fmin(0.9, ((double)load->n_sent + 1) / o->per_s -
                                     (packet_now_s() - load->begun_s)));
            return 0;
        }
        n = (uint64_t)fmin((double)n, due - (double)load->n_sent);
    }
    if (o->qos) {
        load_take_acks(load, c, c->unacknowledged >= o->window);
        if (n > (uint64_t)(o->window - c->unacknowledged))
            n = (uint64_t)(o->window - c->unacknowledged);
    }
    return n < o->messages - load->n_sent ? n : o->messages - load->n_sent;
}

static void load_send(struct load *load, struct load_connection *c, uint64_t n)
{
    uint8_t bytes[LOAD_BATCH * PACKET_BYTES_MAX];
    const struct load_options *o = &load->options;
    struct packet_message message = { .wall_ms = packet_wall_ms(),
                                      .qos = o->qos,
                                      .retain = o->retain };
    size_t len = 0;

    for (uint64_t i = 0; i < n; i++) {
        message.seq = load->n_sent++;
        message.device = (unsigned)(message.seq % o->devices);
        if (++c->mid == 0)
            c->mid = 1;
        message.mid = c->mid;
        len += packet_publish(bytes + len, &message);
    }
    c->unacknowledged += o->qos ? (int)n : 0;
    packet_write(c->fd, bytes, len);
}

static void load_send_status(struct load *load)
{
    uint8_t bytes[PACKET_BYTES_MAX];

    for (unsigned i = 0; i < load->options.devices; i++)
        packet_write(load->connections[0].fd, bytes, packet_status(bytes, i));
}

/* The end of the stream from the broker is its word for having read all of ours. */
static void load_leave(struct load *load, struct load_connection *c)
{
    static const uint8_t bye[] = { PACKET_DISCONNECT, 0 };
    uint8_t rest[PACKET_BYTES_MAX];

    while (load->options.qos && c->unacknowledged > 0)
        load_take_acks(load, c, true);
    packet_write(c->fd, bye, sizeof bye);
    while (read(c->fd, rest, sizeof rest) > 0)
        ;
    close(c->fd);
}

static void load_open(struct load *load)
{
    for (int i = 0; i < load->options.connections; i++) {
        char id[32];

        snprintf(id, sizeof id, "bench-load-%d-%d", (int)getpid(), i);
        load->connections[i].fd = packet_open("127.0.0.1", load->options.port, id);
    }
}

static void load_run(struct load *load)
{
    const struct load_options *o = &load->options;
    double taken_s;
    int turn = 0;

    load_open(load);
    if (o->with_status)
        load_send_status(load);
    load->begun_s = packet_now_s();
    while (load->n_sent < o->messages &&
           (o->seconds <= 0 || packet_now_s() - load->begun_s < o->seconds)) {
        struct load_connection *c = &load->connections[turn++ % o->connections];
        uint64_t n = load_allowance(load, c);

        if (n)
            load_send(load, c, n);
    }
    for (int i = 0; i < o->connections; i++)
        load_leave(load, &load->connections[i]);
    taken_s = packet_now_s() - load->begun_s;
    printf("{\"sent\": %llu, \"acknowledged\": %llu, \"seconds\": %.3f, \"per_s\": %.0f}\n",
           (unsigned long long)load->n_sent, (unsigned long long)load->n_acknowledged, taken_s,
           (double)load->n_sent / taken_s);
}

static bool load_read_options(int argc, char **argv, struct load_options *o)
{
    int option;

    while ((option = getopt(argc, argv, "p:n:d:q:r:c:w:t:RS")) != -1)
        switch (option) {
        case 'p': o->port = (int)strtol(optarg, NULL, 10); break;
        case 'n': o->messages = strtoull(optarg, NULL, 10); break;
        case 'd': o->devices = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'q': o->qos = optarg[0] == '1'; break;
        case 'r': o->per_s = strtod(optarg, NULL); break;
        case 'c': o->connections = (int)strtol(optarg, NULL, 10); break;
        case 'w': o->window = (int)strtol(optarg, NULL, 10); break;
        case 't': o->seconds = strtod(optarg, NULL); break;
        case 'R': o->retain = true; break;
        case 'S': o->with_status = true; break;
        default: return false;
        }
    return o->devices > 0 && o->devices <= PACKET_DEVICES_MAX && o->window > 0 &&
           o->connections > 0 && o->connections <= LOAD_CONNECTIONS_MAX && optind == argc;
}

int main(int argc, char **argv)
{
    struct load load = { .options = { .messages = 100000,
                                      .devices = 1000,
                                      .port = 1883,
                                      .connections = 1,
                                      .window = 100 } };

    if (!load_read_options(argc, argv, &load.options))
        return 2;
    load.connections = calloc((size_t)load.options.connections, sizeof *load.connections);
    if (!load.connections)
        packet_die("calloc");
    load_run(&load);
    free(load.connections);
    return 0;
}
