/* SPDX-License-Identifier: MIT */
#include "core/tapespec.h"

#include "core/number.h"

#include <string.h>

bool tapespec_parse(const char *text, struct tapespec *out, const char **why)
{
    const char *at = strrchr(text, '@');
    struct tapespec spec = { .path = text, .path_len = strlen(text), .speed = 1 };

    spec.has_speed = at && number_parse(at + 1, strlen(at + 1), &spec.speed);
    if (spec.has_speed)
        spec.path_len = (size_t)(at - text);
    *why = "a file, and a speed between 0 and 1000000 such as FILE@10";
    if (!spec.path_len || !(spec.speed >= 0 && spec.speed <= TAPESPEC_SPEED_MAX))
        return false;
    if (spec.path_len == 1 && text[0] == '-') {
        *why = "something with a speed: standard input is read as it comes";
        if (spec.has_speed && spec.speed > 0)
            return false;
        spec.speed = 0;
    }
    *out = spec;
    return true;
}

bool tapespec_is_valid(const char *text, const char **why)
{
    struct tapespec spec;

    return tapespec_parse(text, &spec, why);
}
