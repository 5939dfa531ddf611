/* SPDX-License-Identifier: MIT */
#include "core/topic.h"

#include "core/text.h"

#include <string.h>

static const char *const topic_kinds[TOPIC_KIND_COUNT_] = {
    [TOPIC_SENSORS] = "sensors",
    [TOPIC_STATUS] = "status",
};

enum { TOPIC_LEVELS = 3 };

struct topic_level {
    const char *at;
    size_t len;
};

/* --- what no topic may hold --- */

/* MQTT 3.1.1, 1.5.3: a receiver may close the connection on a control or a non-character; 4.7.1: a
 * wildcard stands in filters only. */
static const char *topic_code_point_fault(uint32_t cp)
{
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
        return "a control character";
    if ((cp >= 0xfdd0 && cp <= 0xfdef) || (cp & 0xfffe) == 0xfffe)
        return "a non-character of Unicode";
    if (cp == '+' || cp == '#')
        return "a wildcard";
    return NULL;
}

/* Nearly all of them are. */
static bool topic_is_plain(char c)
{
    return c > '+' && c <= '~';
}

/* What is wrong with the bytes, and with which of them; NULL: nothing. */
static const char *topic_bytes_fault(const char *bytes, size_t len, size_t *at)
{
    const char *what = NULL;
    uint32_t cp;

    for (*at = 0; *at < len && !what;) {
        size_t n;

        if (topic_is_plain(bytes[*at])) {
            ++*at;
            continue;
        }
        n = text_decode(bytes + *at, len - *at, &cp);

        what = n ? topic_code_point_fault(cp) : "a byte that is not UTF-8";
        if (!what)
            *at += n;
    }
    return what;
}

/* --- levels --- */

/* False unless there are exactly three. */
static bool topic_split(const char *bytes, size_t len, struct topic_level levels[TOPIC_LEVELS])
{
    const char *end;

    if (!len)
        return false;
    end = bytes + len;
    for (int i = 0; i < TOPIC_LEVELS; i++) {
        const char *slash = memchr(bytes, '/', (size_t)(end - bytes));
        bool is_last = i == TOPIC_LEVELS - 1;

        if (is_last == (slash != NULL))
            return false;
        levels[i].at = bytes;
        levels[i].len = (size_t)((is_last ? end : slash) - bytes);
        bytes = is_last ? end : slash + 1;
    }
    return true;
}

static enum topic_kind topic_kind_find(struct topic_level level)
{
    int kind = 0;

    while (kind < TOPIC_KIND_COUNT_ && (strlen(topic_kinds[kind]) != level.len ||
                                        memcmp(topic_kinds[kind], level.at, level.len) != 0))
        kind++;
    return (enum topic_kind)kind;
}

static bool topic_level_is_good(const char *name, struct topic_level level, size_t bytes_max,
                                struct faults *faults)
{
    if (text_is_blank(level.at, level.len))
        fault_addf(faults, "topic: the %s is %s", name, level.len ? "only white space" : "empty");
    else if (level.len > bytes_max)
        fault_addf(faults, "topic: the %s is %zu bytes long, at most %zu are taken: %.*s", name,
                   level.len, bytes_max, (int)bytes_max, level.at);
    else
        return true;
    return false;
}

enum topic_verdict topic_parse(const char *bytes, size_t len, struct topic *out,
                               struct faults *faults)
{
    struct topic_level levels[TOPIC_LEVELS];
    enum topic_kind kind;
    size_t at;
    const char *what = topic_bytes_fault(bytes, len, &at);

    if (what) {
        fault_addf(faults, "topic: %s at byte %zu: %.*s", what, at + 1,
                   (int)(len < FAULT_BYTES ? len : FAULT_BYTES), bytes);
        return TOPIC_REFUSED;
    }
    if (!topic_split(bytes, len, levels))
        return TOPIC_IGNORED;
    kind = topic_kind_find(levels[2]);
    if (kind == TOPIC_KIND_COUNT_)
        return TOPIC_IGNORED;
    if (!topic_level_is_good("location", levels[0], TOPIC_LOCATION_BYTES_MAX, faults) ||
        !topic_level_is_good("device", levels[1], TOPIC_DEVICE_BYTES_MAX, faults))
        return TOPIC_REFUSED;
    *out = (struct topic){ .kind = kind,
                           .location = levels[0].at,
                           .location_len = levels[0].len,
                           .device = levels[1].at,
                           .device_len = levels[1].len };
    return TOPIC_OURS;
}

/* --- names and filters of our own --- */

bool topic_is_level(const char *name, const char **why)
{
    size_t len = strlen(name), at;

    if (len <= TOPIC_DEVICE_BYTES_MAX && !text_is_blank(name, len) && !strchr(name, '/') &&
        !topic_bytes_fault(name, len, &at))
        return true;
    *why = "a name of 1 to 128 bytes without '/', '+', '#' or control characters, not only blanks";
    return false;
}

void topic_format(struct buf *out, const char *location, const char *device, enum topic_kind kind)
{
    buf_addf(out, "%s/%s/%s", location, device, topic_kinds[kind]);
}

void topic_format_filter(struct buf *out, const char *location, enum topic_kind kind)
{
    topic_format(out, location, "+", kind);
}
