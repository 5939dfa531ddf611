/* SPDX-License-Identifier: MIT
 *
 * packet: just enough MQTT 3.1.1 to publish, to subscribe and to pretend to be
 * a broker, and the message that all programs here send:
 *
 *   home/dev000001/sensors
 *   {"device_id":"dev000001","temperature_c":22.51,"temperature_f":72.52,
 *    "humidity":45.2,"timestamp":1700000000.123,"seq":"1000000001"}
 *
 * All of a length, so that a packet is a copy with digits put into it. seq goes
 * up by one with each message: who has the last one knows how many there were.
 */
#ifndef SENSORTOP_TESTS_BENCH_PACKET_H
#define SENSORTOP_TESTS_BENCH_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PACKET_BYTES_MAX = 256, /* of one of ours */
    PACKET_DEVICES_MAX = 1000000,
    PACKET_BATCH_MAX = 512,
};

/* The first byte of a packet, without its low four bits (section 2.2.1). */
enum packet_type {
    PACKET_CONNECT = 0x10,
    PACKET_CONNACK = 0x20,
    PACKET_PUBLISH = 0x30,
    PACKET_PUBACK = 0x40,
    PACKET_SUBSCRIBE = 0x80,
    PACKET_SUBACK = 0x90,
    PACKET_PINGREQ = 0xc0,
    PACKET_PINGRESP = 0xd0,
    PACKET_DISCONNECT = 0xe0,
};

struct packet_message {
    uint64_t seq;
    unsigned device; /* below PACKET_DEVICES_MAX */
    int64_t wall_ms;
    int qos;      /* 0 or 1 */
    uint16_t mid; /* QoS 1 */
    bool retain;
};

/* These write a packet to out, which has room for PACKET_BYTES_MAX, and return its length. */
size_t packet_publish(uint8_t *out, const struct packet_message *message);
size_t packet_status(uint8_t *out, unsigned device); /* retained "online" */
size_t packet_end(uint8_t *out);                     /* a reading of the device "at-the-end" */
size_t packet_connect(uint8_t *out, const char *id);
size_t packet_subscribe(uint8_t *out, const char *filter, int qos);
size_t packet_puback(uint8_t *out, uint16_t mid);

/* Topic and payload, without seq, as our own publisher writes them; NUL-terminated, each into
 * PACKET_BYTES_MAX. */
void packet_texts(char *topic, char *payload, const struct packet_message *message);

/* The length of the whole packet that begins at bytes; 0: more bytes are needed. *header: of its
 * fixed header. */
size_t packet_length(const uint8_t *bytes, size_t n, size_t *header);

/* --- sockets; what fails ends the program with a sentence --- */

_Noreturn void packet_die(const char *what);
double packet_now_s(void);
int64_t packet_wall_ms(void);
void packet_write(int fd, const uint8_t *bytes, size_t n);

/* Connected, and the CONNACK is read. */
int packet_open(const char *host, int port, const char *id);

/* --- */

/* The packets in a stream of bytes. */
struct packet_stream {
    uint8_t bytes[256 * 1024];
    size_t have;
    size_t at; /* of the next packet */
};

/* Reads once; false: the other end is gone. Blocks unless flags say MSG_DONTWAIT. */
bool packet_stream_fill(struct packet_stream *stream, int fd, int flags);

/* The next whole packet, or NULL; borrowed until the next fill. */
const uint8_t *packet_stream_next(struct packet_stream *stream, size_t *len, size_t *header);

#endif
