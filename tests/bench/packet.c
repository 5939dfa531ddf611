/* SPDX-License-Identifier: MIT */
#include "packet.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PACKET_TOPIC "home/dev000000/sensors"
#define PACKET_PAYLOAD                                                                             \
    "{\"device_id\":\"dev000000\",\"temperature_c\":22.51,\"temperature_f\":72.52,"                \
    "\"humidity\":45.2,\"timestamp\":1700000000.123,\"seq\":\"1000000000\"}"

static const uint64_t packet_first_seq = 1000000000;

enum {
    PACKET_TOPIC_LEN = sizeof PACKET_TOPIC - 1,
    PACKET_PAYLOAD_LEN = sizeof PACKET_PAYLOAD - 1,
    PACKET_TOPIC_DEVICE = 8, /* where the digits are */
    PACKET_DEVICE = 17,
    PACKET_CELSIUS = 41,
    PACKET_FAHRENHEIT = 63,
    PACKET_HUMIDITY = 80,
    PACKET_STAMP = 97,
    PACKET_STAMP_END = 111, /* where seq begins */
    PACKET_SEQ = 119,
};

/* --- the message --- */

static void packet_digits(char *at, uint64_t value, int n)
{
    while (n > 0) {
        at[--n] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* "22.51" of 2251. */
static void packet_decimal(char *at, uint64_t value, int whole, int decimals)
{
    uint64_t scale = decimals == 1 ? 10 : decimals == 2 ? 100 : 1000;

    packet_digits(at, value / scale, whole);
    packet_digits(at + whole + 1, value % scale, decimals);
}

static void packet_put_topic(char *topic, unsigned device)
{
    memcpy(topic, PACKET_TOPIC, PACKET_TOPIC_LEN);
    packet_digits(topic + PACKET_TOPIC_DEVICE, device, 6);
}

/* Values that change with every message: 10.00 to 37.77 °C, so that both scales have two digits. */
static void packet_put_payload(char *payload, const struct packet_message *message)
{
    uint32_t mixed = (uint32_t)(message->seq * 2654435761u);
    unsigned hundredths_c = 1000 + (mixed >> 4) % 2778;

    memcpy(payload, PACKET_PAYLOAD, PACKET_PAYLOAD_LEN);
    packet_digits(payload + PACKET_DEVICE, message->device, 6);
    packet_decimal(payload + PACKET_CELSIUS, hundredths_c, 2, 2);
    packet_decimal(payload + PACKET_FAHRENHEIT, hundredths_c * 9 / 5 + 3200, 2, 2);
    packet_decimal(payload + PACKET_HUMIDITY, 100 + (mixed >> 12) % 900, 2, 1);
    packet_decimal(payload + PACKET_STAMP, (uint64_t)message->wall_ms, 10, 3);
    packet_digits(payload + PACKET_SEQ, packet_first_seq + message->seq, 10);
}

void packet_texts(char *topic, char *payload, const struct packet_message *message)
{
    packet_put_topic(topic, message->device);
    packet_put_payload(payload, message);
    topic[PACKET_TOPIC_LEN] = '\0';
    memcpy(payload + PACKET_STAMP_END, "}", 2);
}

/* --- packets --- */

static uint8_t *packet_put_u16(uint8_t *at, size_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
    return at + 2;
}

static uint8_t *packet_put_text(uint8_t *at, const char *text)
{
    size_t len = strlen(text);

    memcpy(packet_put_u16(at, len), text, len);
    return at + 2 + len;
}

size_t packet_publish(uint8_t *out, const struct packet_message *message)
{
    size_t left = 2 + PACKET_TOPIC_LEN + (message->qos ? 2 : 0) + PACKET_PAYLOAD_LEN;
    uint8_t *at = out;

    *at++ = (uint8_t)(PACKET_PUBLISH | message->qos << 1 | message->retain);
    *at++ = (uint8_t)(0x80 | (left & 0x7f));
    *at++ = (uint8_t)(left >> 7);
    at = packet_put_u16(at, PACKET_TOPIC_LEN);
    packet_put_topic((char *)at, message->device);
    at += PACKET_TOPIC_LEN;
    if (message->qos)
        at = packet_put_u16(at, message->mid);
    packet_put_payload((char *)at, message);
    return (size_t)(at + PACKET_PAYLOAD_LEN - out);
}

size_t packet_status(uint8_t *out, unsigned device)
{
    char topic[PACKET_TOPIC_LEN + 1];
    uint8_t *at;

    snprintf(topic, sizeof topic, "home/dev%06u/status", device % PACKET_DEVICES_MAX);
    at = packet_put_text(out + 2, topic);
    memcpy(at, "online", 6);
    at += 6;
    out[0] = PACKET_PUBLISH | 1;
    out[1] = (uint8_t)(at - out - 2);
    return (size_t)(at - out);
}

size_t packet_end(uint8_t *out)
{
    static const char payload[] = "{\"temperature_c\":0}";
    uint8_t *at = packet_put_text(out + 2, "home/at-the-end/sensors");

    memcpy(at, payload, sizeof payload - 1);
    at += sizeof payload - 1;
    out[0] = PACKET_PUBLISH;
    out[1] = (uint8_t)(at - out - 2);
    return (size_t)(at - out);
}

size_t packet_connect(uint8_t *out, const char *id)
{
    uint8_t *at = packet_put_text(out + 2, "MQTT");

    *at++ = 4; /* 3.1.1 */
    *at++ = 2; /* clean session */
    at = packet_put_u16(at, 0);
    at = packet_put_text(at, id);
    out[0] = PACKET_CONNECT;
    out[1] = (uint8_t)(at - out - 2);
    return (size_t)(at - out);
}

size_t packet_subscribe(uint8_t *out, const char *filter, int qos)
{
    uint8_t *at = packet_put_text(packet_put_u16(out + 2, 1), filter);

    *at++ = (uint8_t)qos;
    out[0] = PACKET_SUBSCRIBE | 2;
    out[1] = (uint8_t)(at - out - 2);
    return (size_t)(at - out);
}

size_t packet_puback(uint8_t *out, uint16_t mid)
{
    out[0] = PACKET_PUBACK;
    out[1] = 2;
    packet_put_u16(out + 2, mid);
    return 4;
}

size_t packet_length(const uint8_t *bytes, size_t n, size_t *header)
{
    size_t len = 0;

    for (size_t i = 1; i < n && i <= 4; i++) {
        len |= (size_t)(bytes[i] & 0x7f) << 7 * (i - 1);
        if (!(bytes[i] & 0x80)) {
            *header = i + 1;
            return i + 1 + len <= n ? i + 1 + len : 0;
        }
    }
    return 0;
}

/* --- sockets --- */

void packet_die(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

double packet_now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int64_t packet_wall_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void packet_write(int fd, const uint8_t *bytes, size_t n)
{
    while (n) {
        ssize_t written = write(fd, bytes, n);

        if (written < 0 && errno == EAGAIN)
            poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1);
        else if (written < 0 && errno != EINTR)
            packet_die("write");
        if (written > 0) {
            bytes += written;
            n -= (size_t)written;
        }
    }
}

int packet_open(const char *host, int port, const char *id)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    uint8_t bytes[PACKET_BYTES_MAX];

    if (inet_pton(AF_INET, host, &address.sin_addr) != 1 || fd < 0 ||
        connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        packet_die(host);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    packet_write(fd, bytes, packet_connect(bytes, id));
    if (recv(fd, bytes, 4, MSG_WAITALL) != 4 || bytes[0] != PACKET_CONNACK || bytes[3])
        packet_die("no CONNACK");
    return fd;
}

/* --- streams --- */

bool packet_stream_fill(struct packet_stream *stream, int fd, int flags)
{
    ssize_t n;

    memmove(stream->bytes, stream->bytes + stream->at, stream->have - stream->at);
    stream->have -= stream->at;
    stream->at = 0;
    n = recv(fd, stream->bytes + stream->have, sizeof stream->bytes - stream->have, flags);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    stream->have += (size_t)n;
    return n > 0;
}

const uint8_t *packet_stream_next(struct packet_stream *stream, size_t *len, size_t *header)
{
    const uint8_t *packet = stream->bytes + stream->at;

    *len = packet_length(packet, stream->have - stream->at, header);
    stream->at += *len;
    return *len ? packet : NULL;
}
