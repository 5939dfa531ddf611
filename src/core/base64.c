/* SPDX-License-Identifier: MIT */
#include "core/base64.h"

#include <stdint.h>
#include <string.h>

static const char base64_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* One to three bytes. */
static void base64_add_group(struct buf *out, const unsigned char *bytes, size_t n)
{
    uint32_t bits = (uint32_t)bytes[0] << 16;
    char group[4];

    bits |= n > 1 ? (uint32_t)bytes[1] << 8 : 0;
    bits |= n > 2 ? (uint32_t)bytes[2] : 0;
    for (size_t i = 0; i < 4; i++)
        group[i] = i <= n ? base64_letters[bits >> (18 - 6 * i) & 63] : '=';
    buf_add(out, group, 4);
}

void base64_add(struct buf *out, const char *bytes, size_t len)
{
    for (size_t at = 0; at < len; at += 3)
        base64_add_group(out, (const unsigned char *)bytes + at, len - at < 3 ? len - at : 3);
}

/* The bytes that four letters hold; 0: they are not base64. Bits that belong to no byte are zero,
 * or two texts would mean the same. */
static size_t base64_read_group(const char *group, char *bytes)
{
    uint32_t bits = 0;
    size_t letters = 0;

    while (letters < 4 && group[letters] != '=') {
        const char *letter = group[letters] ? strchr(base64_letters, group[letters]) : NULL;

        if (!letter)
            return 0;
        bits |= (uint32_t)(letter - base64_letters) << (18 - 6 * letters++);
    }
    if (letters < 2 || (letters == 2 && group[3] != '=') || bits & (0xffffff >> 8 * (letters - 1)))
        return 0;
    for (size_t i = 0; i < letters - 1; i++)
        bytes[i] = (char)(bits >> (16 - 8 * i) & 0xff);
    return letters - 1;
}

/* Only the last group may be a short one. */
static bool base64_add_bytes(struct buf *out, const char *group, bool is_last)
{
    char bytes[3];
    size_t n = base64_read_group(group, bytes);

    buf_add(out, bytes, n);
    return n == sizeof bytes || (n && is_last);
}

bool base64_parse(const char *text, size_t len, struct buf *out)
{
    size_t before = out->len;
    bool ok = len % 4 == 0;

    buf_puts(out, "");
    for (size_t at = 0; ok && at < len; at += 4)
        ok = base64_add_bytes(out, text + at, at + 4 == len);
    if (!ok) {
        out->len = before;
        out->data[before] = '\0';
    }
    return ok;
}
