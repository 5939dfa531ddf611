/* SPDX-License-Identifier: MIT
 *
 * Patterns of ASCII letters, '*', '?' and '/' match what a naive matcher
 * matches; any other pattern gives an answer. A device is one level of a topic.
 */
#include "fuzz.h"

#include "core/glob.h"
#include "core/mem.h"

#include <string.h>

static bool naive_matches(const char *pattern, const char *text)
{
    if (*pattern == '*')
        return naive_matches(pattern + 1, text) || (*text && naive_matches(pattern, text + 1));
    if (!*pattern || !*text)
        return *pattern == *text;
    return (*pattern == '?' || *pattern == *text) && naive_matches(pattern + 1, text + 1);
}

static bool is_plain(const char *text)
{
    size_t stars = 0;

    for (const char *c = text; *c; c++) {
        stars += *c == '*';
        if (!strchr("*?/-_", *c) && !(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9'))
            return false;
    }
    return stars <= 4 && strlen(text) <= 40; /* the naive one is exponential */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, '\0', size) : NULL;
    size_t len = end ? (size_t)(end - data) : size;
    char *pattern = mem_text((const char *)data, len);
    char *device = mem_text(end ? (const char *)end + 1 : "", end ? size - len - 1 : 0);
    bool matches;

    device[strcspn(device, "/")] = '\0';
    matches = glob_matches(pattern, "home", device);
    if (is_plain(pattern) && is_plain(device)) {
        char both[64] = "home/";

        strncat(both, device, sizeof both - 6);
        fuzz_check(matches == naive_matches(pattern, strchr(pattern, '/') ? both : device));
    }
    if (matches)
        fuzz_check(!*device || !glob_fault(pattern));
    free(pattern);
    free(device);
    return 0;
}
