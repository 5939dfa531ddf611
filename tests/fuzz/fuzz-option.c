/* SPDX-License-Identifier: MIT
 *
 * A value that an option takes is the same when it is written and read again;
 * one that it refuses changes nothing and is told in one clean line. A whole
 * command line does as much.
 */
#include "fuzz.h"

#include "core/config.h"
#include "core/mem.h"
#include "core/option.h"

#include <string.h>

enum { ARGUMENTS_MAX = 8 };

static void check_refusal(const struct buf *err)
{
    fuzz_check(err->len > 0 && strlen(err->data) == err->len);
}

/* Like `unset` and a value: the text, or NULL. */
static bool format(const struct option *option, const struct config *config, struct buf *out)
{
    buf_clear(out);
    return option_format(option, config, out);
}

static void check_again(const struct option *option, const struct buf *text)
{
    struct config config;
    struct buf second = { 0 }, err = { 0 };

    config_init(&config);
    fuzz_check(option_set(option, &config, buf_text(text), &err));
    fuzz_check(format(option, &config, &second));
    fuzz_check(strcmp(buf_text(text), buf_text(&second)) == 0);
    config_finish(&config);
    buf_finish(&second);
    buf_finish(&err);
}

static void check_set(const struct option *option, const char *text)
{
    struct config config;
    struct buf before = { 0 }, after = { 0 }, err = { 0 };
    bool was_set;

    config_init(&config);
    was_set = format(option, &config, &before);
    if (option_set(option, &config, text, &err)) {
        fuzz_check(err.len == 0);
        if (option->type != OPTION_ACTION && format(option, &config, &after))
            check_again(option, &after);
    } else {
        check_refusal(&err);
        fuzz_check(format(option, &config, &after) == was_set);
        fuzz_check(strcmp(buf_text(&before), buf_text(&after)) == 0);
    }
    config_finish(&config);
    buf_finish(&before);
    buf_finish(&after);
    buf_finish(&err);
}

/* The words are separated by NUL bytes. */
static void check_arguments(int program, char *text, size_t len)
{
    char *argv[ARGUMENTS_MAX + 2] = { (char *)"program" };
    int argc = 1;
    struct config config;
    struct buf err = { 0 };

    for (char *end = text + len; text < end && argc <= ARGUMENTS_MAX; text += strlen(text) + 1)
        argv[argc++] = text;
    config_init(&config);
    if (!config_apply_arguments(&config, program, argc, argv, &err)) {
        check_refusal(&err);
    } else {
        config_settle(&config);
        if (!config_check(&config, program, &err))
            check_refusal(&err);
    }
    config_finish(&config);
    buf_finish(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text;

    if (size < 1)
        return 0;
    text = mem_text((const char *)data + 1, size - 1);
    if (data[0] < option_count())
        check_set(option_get(data[0]), text);
    else
        check_arguments(data[0] & 1 ? OPTION_SENSORTOP : OPTION_SENSORPUB, text, size - 1);
    free(text);
    return 0;
}
