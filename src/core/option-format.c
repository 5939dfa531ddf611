/* SPDX-License-Identifier: MIT */
#include "core/option.h"

#include "core/config.h"
#include "core/duration.h"
#include "core/number.h"
#include "core/size.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

/* A bound, or a value, in the unit of the option's type. */
static void option_format_number(const struct option *option, double value, struct buf *out)
{
    if (option->type == OPTION_DURATION) {
        duration_format_exact(out, (int64_t)value);
        return;
    }
    if (option->type == OPTION_SIZE) {
        size_format(out, (int64_t)value);
        return;
    }
    /* Of digits alone: a seed of 16 digits has no exponent. */
    if (option->type == OPTION_INT) {
        buf_addf(out, "%" PRId64, (int64_t)value);
        return;
    }
    number_format_exact(out, value);
    if (option->type == OPTION_TEMPERATURE)
        buf_puts(out, "C");
}

static void option_format_choices(const struct option *option, struct buf *out)
{
    const char *separator = "one of ";
    const char *choice;
    size_t len;

    for (int i = 0; (choice = option_choice(option, i, &len)); i++) {
        buf_puts(out, separator);
        buf_add(out, choice, strcspn(choice, ",|"));
        separator = ", ";
    }
}

void option_format_range(const struct option *option, struct buf *out)
{
    switch (option->type) {
    case OPTION_INT:
    case OPTION_DECIMAL:
    case OPTION_TEMPERATURE:
    case OPTION_DURATION:
    case OPTION_SIZE:
        buf_puts(out, "between ");
        option_format_number(option, option->min, out);
        buf_puts(out, " and ");
        option_format_number(option, option->max, out);
        break;
    case OPTION_CHOICE: option_format_choices(option, out); break;
    case OPTION_FLAG: buf_puts(out, "yes or no"); break;
    default: break;
    }
    if (option->word && option->type != OPTION_TEXT)
        buf_addf(out, ", or %s", option->word);
}

static bool option_has_word(const struct option *option, const struct config *config)
{
    if (option->word_sets)
        return *(const bool *)((const char *)config + option->word_sets);
    if (option->value_sets)
        return !*(const bool *)((const char *)config + option->value_sets);
    return option->word &&
           (option->type == OPTION_DURATION || option->type == OPTION_SIZE ||
            option->type == OPTION_INT) &&
           *(const int64_t *)((const char *)config + option->at) == 0;
}

static bool option_format_text(const char *text, struct buf *out)
{
    if (text)
        buf_puts(out, text);
    return text;
}

static bool option_format_list(const struct config_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            buf_puts(out, ",");
        for (const char *c = list->items[i]; *c; c++) {
            bool is_end = c == list->items[i] || !c[1];

            if (*c == ',' || *c == '\\' || (*c == ' ' && is_end))
                buf_puts(out, "\\");
            buf_add(out, c, 1);
        }
    }
    return list->n;
}

static bool option_format_rules(const struct config_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->n; i++)
        buf_addf(out, "%s%s", i ? "\n" : "", list->items[i]);
    return list->n;
}

static bool option_format_choice(const struct option *option, int index, struct buf *out)
{
    size_t len;
    const char *choice = option_choice(option, index, &len);

    if (choice)
        buf_add(out, choice, strcspn(choice, ",|"));
    return choice;
}

bool option_format(const struct option *option, const struct config *config, struct buf *out)
{
    const void *at = (const char *)config + option->at;
    double number;

    if (option_has_word(option, config))
        return option_format_text(option->word, out);
    switch (option->type) {
    case OPTION_FLAG: return option_format_text(*(const bool *)at ? "yes" : "no", out);
    case OPTION_TEXT: return option_format_text(*(char *const *)at, out);
    case OPTION_LIST: return option_format_list(at, out);
    case OPTION_RULES: return option_format_rules(at, out);
    case OPTION_CHOICE: return option_format_choice(option, *(const int *)at, out);
    case OPTION_INT:
    case OPTION_SIZE:
    case OPTION_DURATION: number = (double)*(const int64_t *)at; break;
    case OPTION_DECIMAL:
    case OPTION_TEMPERATURE: number = *(const double *)at; break;
    default: return false;
    }
    if (!option_is_inside(option, number))
        return false;
    option_format_number(option, number, out);
    return true;
}
