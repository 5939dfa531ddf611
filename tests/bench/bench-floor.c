/* SPDX-License-Identifier: MIT
 *
 * bench-floor: what cannot be had for less: a subscriber that only counts.
 *
 *   bench-floor raw|library [-p PORT] [-n MESSAGES] [-q 0|1] [-i MS]
 *
 *   raw       its own socket, large reads, packets cut out of them: what the kernel costs
 *   library   libmosquitto as everybody uses it (mosquitto_loop), an empty callback
 *   -n        leave after so many     -i   or when none came for so long after the first (2000)
 *
 * Prints a line of JSON.
 */
#include "packet.h"

#include <mosquitto.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FLOOR_FILTER "home/+/sensors"

struct floor_options {
    int port, qos, idle_ms;
    uint64_t messages;
};

struct floor_count {
    uint64_t n;
    double first_s, last_s;
};

static void floor_note(struct floor_count *count)
{
    if (count->n++ == 0)
        count->first_s = packet_now_s();
}

static bool floor_is_over(const struct floor_options *o, const struct floor_count *count)
{
    return count->n >= o->messages ||
           (count->n && packet_now_s() - count->last_s > o->idle_ms * 1e-3);
}

/* --- raw --- */

static void floor_take_packets(struct packet_stream *in, int fd, struct floor_count *count)
{
    const uint8_t *packet;
    size_t len, header;
    uint8_t acks[4096];
    size_t n_acks = 0;

    while ((packet = packet_stream_next(in, &len, &header))) {
        if ((packet[0] & 0xf0) != PACKET_PUBLISH)
            continue;
        floor_note(count);
        if (!(packet[0] & 0x02))
            continue;
        packet += header + 2 + ((size_t)packet[header] << 8 | packet[header + 1]);
        n_acks += packet_puback(acks + n_acks, (uint16_t)(packet[0] << 8 | packet[1]));
        if (n_acks > sizeof acks - 8) {
            packet_write(fd, acks, n_acks);
            n_acks = 0;
        }
    }
    packet_write(fd, acks, n_acks);
}

static void floor_raw(const struct floor_options *o, struct floor_count *count)
{
    struct packet_stream *in = calloc(1, sizeof *in);
    int fd = packet_open("127.0.0.1", o->port, "bench-floor");
    uint8_t bytes[PACKET_BYTES_MAX];
    bool alive = in != NULL;

    packet_write(fd, bytes, packet_subscribe(bytes, FLOOR_FILTER, o->qos));
    while (alive && !floor_is_over(o, count)) {
        struct pollfd p = { .fd = fd, .events = POLLIN };
        uint64_t before = count->n;

        if (poll(&p, 1, 100) <= 0)
            continue;
        alive = packet_stream_fill(in, fd, 0);
        floor_take_packets(in, fd, count);
        if (count->n != before)
            count->last_s = packet_now_s();
    }
    close(fd);
    free(in);
}

/* --- library --- */

static void floor_on_message(struct mosquitto *mosq, void *data,
                             const struct mosquitto_message *message)
{
    (void)mosq;
    (void)message;
    floor_note(data);
}

static void floor_on_connect(struct mosquitto *mosq, void *data, int rc)
{
    (void)data;
    (void)rc;
    mosquitto_subscribe(mosq, NULL, FLOOR_FILTER, 1);
}

static void floor_library(const struct floor_options *o, struct floor_count *count)
{
    struct mosquitto *mosq;

    mosquitto_lib_init();
    mosq = mosquitto_new(NULL, true, count);
    mosquitto_connect_callback_set(mosq, floor_on_connect);
    mosquitto_message_callback_set(mosq, floor_on_message);
    if (mosquitto_connect(mosq, "127.0.0.1", o->port, 60) != MOSQ_ERR_SUCCESS)
        packet_die("connect");
    while (!floor_is_over(o, count)) {
        uint64_t before = count->n;

        if (mosquitto_loop(mosq, 100, 1) != MOSQ_ERR_SUCCESS)
            break;
        if (count->n != before)
            count->last_s = packet_now_s();
    }
    mosquitto_disconnect(mosq);
    mosquitto_destroy(mosq);
    mosquitto_lib_cleanup();
}

/* --- */

static bool floor_read_options(int argc, char **argv, struct floor_options *o)
{
    int option;

    while ((option = getopt(argc, argv, "p:n:q:i:")) != -1)
        switch (option) {
        case 'p': o->port = (int)strtol(optarg, NULL, 10); break;
        case 'n': o->messages = strtoull(optarg, NULL, 10); break;
        case 'q': o->qos = optarg[0] == '1'; break;
        case 'i': o->idle_ms = (int)strtol(optarg, NULL, 10); break;
        default: return false;
        }
    return optind == argc;
}

int main(int argc, char **argv)
{
    struct floor_options options = { .port = 1883, .idle_ms = 2000, .messages = UINT64_MAX };
    struct floor_count count = { 0 };
    bool is_raw = argc > 1 && strcmp(argv[1], "raw") == 0;

    if (argc < 2 || (!is_raw && strcmp(argv[1], "library") != 0) ||
        !floor_read_options(argc - 1, argv + 1, &options))
        return 2;
    count.last_s = packet_now_s();
    (is_raw ? floor_raw : floor_library)(&options, &count);
    printf("{\"received\": %llu, \"seconds\": %.3f, \"last\": %.6f}\n", (unsigned long long)count.n,
           count.last_s - count.first_s, count.last_s);
    return 0;
}
