/* SPDX-License-Identifier: MIT
 *
 * A configuration that is accepted is the same when it is printed and read
 * again; one that is refused is told in a sentence with file and line.
 */
#include "fuzz.h"

#include "core/config-file.h"
#include "core/config-format.h"
#include "core/mem.h"

#include <string.h>

static const char path[] = "fuzz.conf";

/* The reader of files: trims, takes comments of whole lines and the printed origin away. */
struct reader {
    struct config *config;
    char section[200];
    unsigned line;
};

static char *trim(char *text)
{
    size_t len;

    text += strspn(text, " \t");
    len = strlen(text);
    while (len && strchr(" \t", text[len - 1]))
        text[--len] = '\0';
    return text;
}

static bool apply_line(struct reader *reader, char *line, struct buf *err)
{
    char *equals = strchr(line, '=');
    char *origin = strstr(line, "  ; from ");
    struct config_entry entry = { .path = path, .line = reader->line, .section = reader->section };

    line = trim(line);
    if (!*line || *line == '#')
        return true;
    if (*line == '[') {
        snprintf(reader->section, sizeof reader->section, "%s", line + 1);
        reader->section[strcspn(reader->section, "]")] = '\0';
        return true;
    }
    if (!equals)
        return true;
    *equals = '\0';
    if (origin)
        *origin = '\0';
    entry.key = trim(line);
    entry.value = trim(equals + 1);
    return config_apply_entry(reader->config, &entry, err);
}

static bool apply(struct config *config, const char *text, struct buf *err)
{
    struct reader reader = { .config = config };
    bool ok = true;

    while (ok && *text) {
        size_t len = strcspn(text, "\n");
        char *line = mem_text(text, len);

        reader.line++;
        ok = apply_line(&reader, line, err);
        text += len + (text[len] == '\n');
        free(line);
    }
    return ok && config_end_file(config, path, err);
}

/* Without the origins. */
static char *print(const struct config *config)
{
    struct buf printed = { 0 }, bare = { 0 };

    config_format(config, &printed);
    for (const char *line = buf_text(&printed); *line;) {
        size_t len = strcspn(line, "\n");
        const char *origin = strstr(line, "  ; from ");

        buf_add(&bare, line, origin && origin < line + len ? (size_t)(origin - line) : len);
        buf_puts(&bare, "\n");
        line += len + (line[len] == '\n');
    }
    buf_finish(&printed);
    return buf_detach(&bare);
}

static void check_round_trip(const struct config *config)
{
    struct config again;
    struct buf printed = { 0 }, err = { 0 };
    char *first, *second;

    config_format(config, &printed);
    config_init(&again);
    fuzz_check(apply(&again, buf_text(&printed), &err));
    first = print(config);
    second = print(&again);
    fuzz_check(strcmp(first, second) == 0);
    free(first);
    free(second);
    config_finish(&again);
    buf_finish(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_text((const char *)data, size);
    struct config config;
    struct buf err = { 0 };

    config_init(&config);
    if (apply(&config, text, &err)) {
        fuzz_check(err.len == 0);
        check_round_trip(&config);
    } else {
        fuzz_check(strncmp(buf_text(&err), "fuzz.conf:", strlen("fuzz.conf:")) == 0);
    }
    config_finish(&config);
    buf_finish(&err);
    free(text);
    return 0;
}
