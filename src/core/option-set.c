/* SPDX-License-Identifier: MIT */
#include "core/option.h"

#include "core/config.h"
#include "core/duration.h"
#include "core/mem.h"
#include "core/number.h"
#include "core/rule-text.h"
#include "core/size.h"
#include "core/text.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* "not a whole number between 1 and 65535: 'x'" */
static bool option_refuse(const struct option *option, const char *kind, const char *text,
                          struct buf *err)
{
    buf_addf(err, "not %s", kind);
    option_format_range(option, err);
    buf_addf(err, ": '%s'", text);
    return false;
}

static bool option_set_flag(const struct option *option, void *at, const char *text,
                            struct buf *err)
{
    static const char *const words[] = { "no", "yes", "false", "true", "off", "on", "0", "1" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(text, words[i]) == 0) {
            *(bool *)at = i % 2;
            return true;
        }
    }
    return option_refuse(option, "", text, err);
}

static bool option_set_int(const struct option *option, void *at, const char *text, struct buf *err)
{
    int64_t value;

    if (!number_parse_int(text, INT64_MIN, INT64_MAX, &value))
        return option_refuse(option, "a whole number ", text, err);
    if (!option_is_inside(option, (double)value))
        return option_refuse(option, "", text, err);
    *(int64_t *)at = value;
    return true;
}

static bool option_set_decimal(const struct option *option, void *at, const char *text,
                               struct buf *err)
{
    double value;

    if (!number_parse(text, strlen(text), &value))
        return option_refuse(option, "a number ", text, err);
    if (!option_is_inside(option, value))
        return option_refuse(option, "", text, err);
    *(double *)at = value;
    return true;
}

static bool option_set_temperature(const struct option *option, void *at, const char *text,
                                   struct buf *err)
{
    size_t len = strlen(text);
    char unit = len ? (char)(text[len - 1] & ~0x20) : '\0';
    bool has_unit = unit == 'C' || unit == 'F';
    double value;

    if (!number_parse(text, len - has_unit, &value))
        return option_refuse(option, "a temperature such as 30, 30C or 86F, ", text, err);
    if (unit == 'F')
        value = (value - 32) * 5 / 9;
    if (!option_is_inside(option, value))
        return option_refuse(option, "", text, err);
    *(double *)at = value;
    return true;
}

static bool option_set_duration(const struct option *option, void *at, const char *text,
                                struct buf *err)
{
    int64_t ms;

    if (!duration_parse(text, &ms))
        return option_refuse(option, "a duration such as 90, 90s or 1m30s, ", text, err);
    if (!option_is_inside(option, (double)ms))
        return option_refuse(option, "", text, err);
    *(int64_t *)at = ms;
    return true;
}

static bool option_set_size(const struct option *option, void *at, const char *text,
                            struct buf *err)
{
    int64_t bytes;

    if (!size_parse(text, &bytes))
        return option_refuse(option, "a size such as 500K, 100M or 2G, ", text, err);
    if (!option_is_inside(option, (double)bytes))
        return option_refuse(option, "", text, err);
    *(int64_t *)at = bytes;
    return true;
}

static bool option_check(const struct option *option, const char *text, struct buf *err)
{
    const char *why = NULL;

    if (!option->check || option->check(text, &why))
        return true;
    buf_addf(err, "not %s: '%s'", why, text);
    return false;
}

static bool option_set_text(const struct option *option, void *at, const char *text,
                            struct buf *err)
{
    char **field = at;
    char *copy;

    if (!option_check(option, text, err))
        return false;
    copy = mem_text(text, strlen(text));
    /* It may be a password. */
    if (*field)
        explicit_bzero(*field, strlen(*field));
    free(*field);
    *field = copy;
    return true;
}

/* The spellings are separated by commas. */
static bool option_choice_is(const char *choice, size_t len, const char *text)
{
    size_t text_len = strlen(text);

    for (const char *name = choice; name < choice + len;) {
        size_t name_len = strcspn(name, ",|");

        if (name_len == text_len && memcmp(name, text, text_len) == 0)
            return true;
        name += name_len + 1;
    }
    return false;
}

static bool option_set_choice(const struct option *option, void *at, const char *text,
                              struct buf *err)
{
    const char *choice;
    size_t len;

    for (int i = 0; (choice = option_choice(option, i, &len)); i++) {
        if (option_choice_is(choice, len, text)) {
            *(int *)at = i;
            return true;
        }
    }
    return option_refuse(option, "", text, err);
}

/* The next item up to a comma, without its escapes and the blanks around it; NULL after the last
 * one. Freed by the caller. */
static char *option_next_item(const char **text)
{
    struct buf item = { 0 };
    const char *c = *text;
    size_t len = 0; /* up to its last byte that is no blank */

    if (!c)
        return NULL;
    for (c += strspn(c, " "); *c && *c != ','; c++) {
        bool is_escaped = c[0] == '\\' && c[1] && strchr(", \\", c[1]);

        c += is_escaped;
        buf_add(&item, c, 1);
        if (is_escaped || *c != ' ')
            len = item.len;
    }
    *text = *c ? c + 1 : NULL;
    if (item.len)
        item.data[len] = '\0';
    return buf_detach(&item);
}

static bool option_set_list(const struct option *option, void *at, const char *text,
                            struct buf *err)
{
    struct config_list added = { 0 };
    struct config_list *list = at;
    bool ok = true;
    char *item;

    while (ok && (item = option_next_item(&text))) {
        ok = option_check(option, item, err);
        if (ok)
            config_list_add(&added, item);
        free(item);
    }
    if (ok && list->is_default)
        config_list_finish(list);
    for (size_t i = 0; ok && i < added.n; i++)
        config_list_add(list, added.items[i]);
    config_list_finish(&added);
    return ok;
}

/* The next line that is not blank; NULL after the last one. Freed by the caller. */
static char *option_next_line(const char **text)
{
    while (**text) {
        const char *line = *text;
        size_t len = strcspn(line, "\n");

        *text += len + (line[len] == '\n');
        if (!text_is_blank(line, len))
            return mem_text(line, len);
    }
    return NULL;
}

static bool option_check_rule(const char *text, struct buf *err)
{
    static const struct rule_defaults defaults;
    struct rule_list list = { 0 };
    bool ok = rule_text_parse(text, &defaults, &list, err);

    rule_list_finish(&list);
    return ok;
}

/* Each source adds to those before: of rules that are alike the last one wins. */
static bool option_set_rules(const struct option *option, void *at, const char *text,
                             struct buf *err)
{
    struct config_list added = { 0 };
    struct config_list *list = at;
    bool ok = true;
    char *line;

    while (ok && (line = option_next_line(&text))) {
        ok = option_check_rule(line, err);
        config_list_append(&added, line);
        free(line);
    }
    if (ok && !added.n)
        ok = option_check_rule("", err);
    if (ok && list->n + added.n > CONFIG_ALERTS_MAX) {
        assert(added.items);
        buf_addf(err, "not more than %d rules: '%s'", CONFIG_ALERTS_MAX, added.items[0]);
        ok = false;
    }
    for (size_t i = 0; ok && i < added.n; i++)
        config_list_append(list, added.items[i]);
    config_list_finish(&added);
    return ok;
}

static bool option_set_action(const struct option *option, void *at, const char *text,
                              struct buf *err)
{
    *(int *)at = 1;
    return true;
}

typedef bool option_set_fn(const struct option *option, void *at, const char *text,
                           struct buf *err);

static option_set_fn *const option_setters[OPTION_TYPE_COUNT_] = {
    [OPTION_FLAG] = option_set_flag,         [OPTION_INT] = option_set_int,
    [OPTION_DECIMAL] = option_set_decimal,   [OPTION_TEMPERATURE] = option_set_temperature,
    [OPTION_DURATION] = option_set_duration, [OPTION_SIZE] = option_set_size,
    [OPTION_TEXT] = option_set_text,         [OPTION_CHOICE] = option_set_choice,
    [OPTION_LIST] = option_set_list,         [OPTION_RULES] = option_set_rules,
    [OPTION_ACTION] = option_set_action,
};

/* A duration or size of nothing is said as the word, or as 0. */
static bool option_is_word(const struct option *option, const char *text)
{
    int64_t value;

    if (!option->word)
        return false;
    return strcmp(text, option->word) == 0 ||
           (option->type == OPTION_DURATION && duration_parse(text, &value) && !value) ||
           (option->type == OPTION_SIZE && size_parse(text, &value) && !value);
}

/* Whose field is an int64_t that the word makes 0. */
static bool option_is_whole(const struct option *option)
{
    return option->type == OPTION_INT || option->type == OPTION_DURATION ||
           option->type == OPTION_SIZE;
}

bool option_set(const struct option *option, struct config *config, const char *text,
                struct buf *err)
{
    char *base = (char *)config;
    bool is_word = option_is_word(option, text);

    if (option->set)
        return option->set(config, text, err);
    if (is_word && option_is_whole(option))
        *(int64_t *)(base + option->at) = 0;
    if (!is_word && !option_setters[option->type](option, base + option->at, text, err))
        return false;
    if (option->word_sets)
        *(bool *)(base + option->word_sets) = is_word;
    if (option->value_sets)
        *(bool *)(base + option->value_sets) = !is_word;
    return true;
}
