/* SPDX-License-Identifier: MIT */
#include "io/scenario-file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool scenario_file_take(const char *path, struct buf *text)
{
    char bytes[4096];
    FILE *file = fopen(path, "re");
    bool ok;
    size_t n;

    if (!file)
        return false;
    /* One byte too much is enough to see that it is too long. */
    while (text->len <= SCENARIO_BYTES_MAX && (n = fread(bytes, 1, sizeof bytes, file)) > 0)
        buf_add(text, bytes, n);
    ok = !ferror(file);
    fclose(file);
    return ok;
}

struct scenario *scenario_file_read(const char *path, struct buf *err)
{
    struct buf text = { 0 }, why = { 0 };
    struct scenario *scenario = NULL;

    if (strcmp(path, "house") == 0)
        buf_puts(&text, scenario_house());
    else if (!scenario_file_take(path, &text))
        buf_puts(&why, strerror(errno));
    if (!why.len)
        scenario = scenario_parse(buf_text(&text), text.len, &why);
    if (!scenario)
        buf_addf(err, "%s: %s", path, buf_text(&why));
    buf_finish(&text);
    buf_finish(&why);
    return scenario;
}
