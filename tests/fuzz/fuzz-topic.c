/* SPDX-License-Identifier: MIT
 *
 * The topic parser agrees with a naive one on what is ours, and its slices put
 * together are the topic.
 */
#include "fuzz.h"

#include "core/topic.h"

#include <string.h>

/* Three levels, the last one known; nothing of what is acceptable in them. */
static bool looks_like_ours(const char *bytes, size_t len)
{
    const char *first = memchr(bytes, '/', len);
    const char *second = first ? memchr(first + 1, '/', len - (size_t)(first + 1 - bytes)) : NULL;
    size_t rest = second ? len - (size_t)(second + 1 - bytes) : 0;

    return second && ((rest == 7 && memcmp(second + 1, "sensors", 7) == 0) ||
                      (rest == 6 && memcmp(second + 1, "status", 6) == 0));
}

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct faults faults = { 0 };
    struct topic topic = { 0 };
    enum topic_verdict verdict = topic_parse(bytes, size, &topic, &faults);

    fuzz_check((verdict == TOPIC_REFUSED) == (faults.n > 0));
    if (verdict == TOPIC_OURS)
        check_slices(bytes, size, &topic);
    if (verdict != TOPIC_REFUSED)
        fuzz_check((verdict == TOPIC_OURS) == looks_like_ours(bytes, size));
    return 0;
}
