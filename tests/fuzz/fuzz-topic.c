/* SPDX-License-Identifier: MIT
 *
 * The topic parser agrees with a naive one on every verdict, its slices put
 * together are the topic, and a name that is taken from a topic is one that
 * topics can be made of.
 */
#include "fuzz.h"

#include "core/mem.h"
#include "core/topic.h"
#include "judge.h"

#include <string.h>

/* --- the naive parser --- */

static bool is_bad_code_point(uint32_t cp)
{
    return cp <= 0x1f || (cp >= 0x7f && cp <= 0x9f) || (cp >= 0xfdd0 && cp <= 0xfdef) ||
           cp % 0x10000 >= 0xfffe || cp == '+' || cp == '#';
}

/* White_Space of Unicode; those that are control characters never come so far. */
static bool is_white(uint32_t cp)
{
    static const uint32_t white[] = { 0x20,   0xa0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
                                      0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
                                      0x2028, 0x2029, 0x202f, 0x205f, 0x3000 };

    for (size_t i = 0; i < sizeof white / sizeof white[0]; i++)
        if (white[i] == cp)
            return true;
    return false;
}

static bool is_bad_text(const uint8_t *bytes, size_t len)
{
    uint32_t cp;

    for (size_t used; len; bytes += used, len -= used) {
        used = judge_utf8(bytes, len, &cp);
        if (!used || is_bad_code_point(cp))
            return true;
    }
    return false;
}

static bool is_bad_level(const uint8_t *bytes, size_t len, size_t max)
{
    bool is_blank = true;
    uint32_t cp;

    if (len > max)
        return true;
    for (size_t used; len; bytes += used, len -= used) {
        used = judge_utf8(bytes, len, &cp);
        is_blank &= is_white(cp);
    }
    return is_blank;
}

static enum topic_verdict judge_topic(const uint8_t *bytes, size_t len)
{
    size_t slashes[2] = { 0 };
    size_t n = 0, rest;

    if (is_bad_text(bytes, len))
        return TOPIC_REFUSED;
    for (size_t i = 0; i < len; i++)
        if (bytes[i] == '/' && n++ < 2)
            slashes[n - 1] = i;
    if (n != 2)
        return TOPIC_IGNORED;
    rest = len - slashes[1] - 1;
    if (!(rest == 7 && memcmp(bytes + slashes[1] + 1, "sensors", 7) == 0) &&
        !(rest == 6 && memcmp(bytes + slashes[1] + 1, "status", 6) == 0))
        return TOPIC_IGNORED;
    if (is_bad_level(bytes, slashes[0], TOPIC_LOCATION_BYTES_MAX) ||
        is_bad_level(bytes + slashes[0] + 1, slashes[1] - slashes[0] - 1, TOPIC_DEVICE_BYTES_MAX))
        return TOPIC_REFUSED;
    return TOPIC_OURS;
}

/* --- properties --- */

static void check_slices(const char *bytes, size_t len, const struct topic *topic)
{
    fuzz_check(topic->location == bytes);
    fuzz_check(topic->device == bytes + topic->location_len + 1);
    fuzz_check(topic->location_len > 0 && topic->location_len <= TOPIC_LOCATION_BYTES_MAX);
    fuzz_check(topic->device_len > 0 && topic->device_len <= TOPIC_DEVICE_BYTES_MAX);
    fuzz_check(
        topic->location_len + topic->device_len + 2 + (topic->kind == TOPIC_STATUS ? 6 : 7) == len);
    fuzz_check(!memchr(topic->device, '/', topic->device_len));
    fuzz_check(!memchr(topic->device, '\0', topic->device_len));
}

static void check_name(const struct topic *topic)
{
    char *name = mem_text(topic->device, topic->device_len);
    const char *why;

    fuzz_check(topic_is_level(name, &why));
    free(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct faults faults = { 0 };
    struct topic topic = { 0 };
    enum topic_verdict verdict = topic_parse(bytes, size, &topic, &faults);

    fuzz_check(verdict == judge_topic(data, size));
    fuzz_check((verdict == TOPIC_REFUSED) == (faults.n > 0));
    if (verdict == TOPIC_OURS) {
        check_slices(bytes, size, &topic);
        check_name(&topic);
    } else {
        fuzz_check(topic.location == NULL);
    }
    return 0;
}
