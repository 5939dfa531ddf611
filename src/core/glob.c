/* SPDX-License-Identifier: MIT */
#include "core/glob.h"

#include <fnmatch.h>
#include <string.h>

bool glob_matches(const char *pattern, const char *location, const char *device)
{
    struct buf both = { 0 };
    bool matches;

    if (!pattern)
        return true;
    if (!strchr(pattern, '/')) {
        /* Most devices differ in their first byte; fnmatch converts both texts before it looks. */
        if (*pattern != *device && !strchr("*?[\\", *pattern))
            return false;
        return fnmatch(pattern, device, 0) == 0;
    }
    buf_addf(&both, "%s/%s", location, device);
    matches = fnmatch(pattern, both.data, 0) == 0;
    buf_finish(&both);
    return matches;
}

void glob_add_literal(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("*?[\\", *text))
            buf_puts(out, "\\");
        buf_add(out, text, 1);
    }
}

/* One in brackets is one of several. */
static bool glob_has_slashes(const char *pattern)
{
    const char *slash = strchr(pattern, '/');

    return slash && strchr(slash + 1, '/') && !strchr(pattern, '[');
}

const char *glob_fault(const char *pattern)
{
    size_t len = strlen(pattern);
    size_t backslashes = 0;

    while (backslashes < len && pattern[len - 1 - backslashes] == '\\')
        backslashes++;
    if (!len)
        return "that is empty";
    if (backslashes % 2)
        return "that ends in '\\'";
    return glob_has_slashes(pattern) ? "with more than one '/', as in location/device" : NULL;
}
