/* SPDX-License-Identifier: MIT
 *
 * A configuration file, line by line ("section", "key", "value", separated by
 * tabs): a value that is taken is the same when it is written and read again;
 * an entry that is refused is told with its place in one clean line.
 */
#include "fuzz.h"

#include "core/config-file.h"
#include "core/config-format.h"
#include "core/config-value.h"
#include "core/mem.h"
#include "core/option.h"

#include <string.h>

enum { LINES_MAX = 30 };

static void check_clean(const struct buf *text)
{
    for (size_t i = 0; i < text->len; i++)
        fuzz_check((unsigned char)text->data[i] >= ' ' && text->data[i] != 0x7f);
}

static void check_value(const char *written)
{
    struct buf text = { 0 }, again = { 0 }, twice = { 0 }, why = { 0 };

    if (config_value_parse(written, &text, &why)) {
        config_value_format(buf_text(&text), &again);
        check_clean(&again);
        fuzz_check(config_value_parse(buf_text(&again), &twice, &why));
        fuzz_check(strcmp(buf_text(&text), buf_text(&twice)) == 0);
    } else {
        fuzz_check(why.len > 0);
    }
    buf_finish(&text);
    buf_finish(&again);
    buf_finish(&twice);
    buf_finish(&why);
}

/* A word up to the tab or the end, which is cut off. */
static char *take_word(char **text)
{
    char *word = *text, *tab = strchr(word, '\t');

    *text = tab ? tab + 1 : word + strlen(word);
    if (tab)
        *tab = '\0';
    return word;
}

static bool apply_line(struct config *config, unsigned line, char *text)
{
    struct config_entry entry = { .path = "test.conf", .line = line };
    struct buf err = { 0 };
    bool ok;

    entry.section = take_word(&text);
    entry.key = take_word(&text);
    entry.value = text;
    check_value(entry.value);
    ok = config_apply_entry(config, &entry, &err);
    fuzz_check(ok == (err.len == 0));
    if (!ok)
        fuzz_check(strncmp(err.data, "test.conf:", 10) == 0);
    buf_finish(&err);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_text((const char *)data, size), *at = text;
    struct config config;
    struct buf err = { 0 }, shown = { 0 };
    bool ok = true;

    config_init(&config);
    for (unsigned line = 1; *at && ok && line <= LINES_MAX; line++) {
        char *end = at + strcspn(at, "\n");
        char *next = *end ? end + 1 : end;

        *end = '\0';
        ok = apply_line(&config, line, at);
        at = next;
    }
    if (ok)
        ok = config_end_file(&config, "test.conf", &err);
    if (ok) {
        config_settle(&config);
        if (config_check(&config, OPTION_SENSORTOP, &err))
            config_format(&config, &shown);
    }
    config_finish(&config);
    buf_finish(&err);
    buf_finish(&shown);
    free(text);
    return 0;
}
