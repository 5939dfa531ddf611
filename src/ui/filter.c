/* SPDX-License-Identifier: MIT */
#include "ui/filter.h"

#include "core/mem.h"
#include "core/number.h"
#include "core/tally.h"
#include "ui/mark.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

typedef bool filter_match_fn(const struct filter_term *term, const struct view_context *context,
                             const struct device *device);

enum filter_op { FILTER_ABOVE, FILTER_BELOW, FILTER_FROM, FILTER_UP_TO, FILTER_IS };

struct filter_term {
    filter_match_fn *matches;
    bool negated;
    const char *word; /* what is looked for: name, pattern, metric */
    size_t word_len;
    enum filter_op op;
    double value;
};

enum { FILTER_KEY_BYTES_MIN = 3 };

static const char filter_location_key[] = "location:";
static const char filter_comparison[] = "a number as in temp>28";

/* --- what a term asks ------------------------------------------------------ */

static char filter_fold(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

/* The word is folded already. strcasestr() of glibc takes 17 ms for 100,000 names. */
static bool filter_contains(const char *text, const char *word)
{
    for (; *text; text++) {
        size_t i = 0;

        if (filter_fold(*text) != *word)
            continue;
        while (word[i] && filter_fold(text[i]) == word[i])
            i++;
        if (!word[i])
            return true;
    }
    return false;
}

static bool filter_is_in_name(const struct filter_term *term, const struct view_context *context,
                              const struct device *device)
{
    return filter_contains(device->id, term->word) ||
           (device->settings && filter_contains(device_shown_name(device), term->word)) ||
           (context->with_location && filter_contains(device->location, term->word));
}

static bool filter_is_in_location(const struct filter_term *term,
                                  const struct view_context *context, const struct device *device)
{
    (void)context;
    return fnmatch(term->word, device->location, 0) == 0;
}

static bool filter_is_online(const struct filter_term *term, const struct view_context *context,
                             const struct device *device)
{
    (void)term;
    (void)context;
    return tally_health(device) == DEVICE_ONLINE;
}

static bool filter_is_offline(const struct filter_term *term, const struct view_context *context,
                              const struct device *device)
{
    (void)term;
    (void)context;
    return tally_health(device) == DEVICE_OFFLINE;
}

static bool filter_is_stale(const struct filter_term *term, const struct view_context *context,
                            const struct device *device)
{
    (void)term;
    (void)context;
    return tally_health(device) == DEVICE_STALE;
}

static bool filter_is_unknown(const struct filter_term *term, const struct view_context *context,
                              const struct device *device)
{
    (void)term;
    (void)context;
    return tally_health(device) == DEVICE_UNKNOWN;
}

static bool filter_is_in_alert(const struct filter_term *term, const struct view_context *context,
                               const struct device *device)
{
    (void)term;
    (void)context;
    return device->worst >= SEVERITY_WARN;
}

static bool filter_is_problem(const struct filter_term *term, const struct view_context *context,
                              const struct device *device)
{
    (void)term;
    (void)context;
    return mark_of(device) < MARK_SILENT;
}

static const struct metric *filter_metric(const struct filter_term *term,
                                          const struct view_context *context,
                                          const struct device *device)
{
    const struct metric_names *names = model_metrics(context->model);

    for (size_t i = 0; i < device->n_metrics; i++)
        if (strncmp(metric_names_get(names, device->metrics[i].name), term->word, term->word_len) ==
            0)
            return &device->metrics[i];
    return NULL;
}

static bool filter_compares(const struct filter_term *term, const struct view_context *context,
                            const struct device *device)
{
    const struct metric *metric = filter_metric(term, context, device);
    double value;

    if (!metric || !metric->has_value)
        return false;
    value = metric->value;
    if (metric->name == METRIC_TEMPERATURE && context->fahrenheit)
        value = metric_to_fahrenheit(value);
    switch (term->op) {
    case FILTER_ABOVE: return value > term->value;
    case FILTER_BELOW: return value < term->value;
    case FILTER_FROM: return value >= term->value;
    case FILTER_UP_TO: return value <= term->value;
    case FILTER_IS: return value == term->value;
    }
    return false;
}

/* --- what was typed -------------------------------------------------------- */

// clang-format off
static const struct {
    const char *word;
    filter_match_fn *matches;
} filter_words[] = {
    { "online",  filter_is_online },
    { "offline", filter_is_offline },
    { "stale",   filter_is_stale },
    { "unknown", filter_is_unknown },
    { "alert",   filter_is_in_alert },
    { "problem", filter_is_problem },
};

/* The longer ones first. */
static const struct {
    const char *sign;
    enum filter_op op;
} filter_ops[] = {
    { ">=", FILTER_FROM },
    { "<=", FILTER_UP_TO },
    { ">",  FILTER_ABOVE },
    { "<",  FILTER_BELOW },
    { "=",  FILTER_IS },
};
// clang-format on

static bool filter_parse_state(struct filter_term *term, const char *word)
{
    for (size_t i = 0; i < sizeof filter_words / sizeof *filter_words; i++)
        if (strcmp(word, filter_words[i].word) == 0) {
            term->matches = filter_words[i].matches;
            return true;
        }
    return false;
}

static bool filter_parse_location(struct filter_term *term, const char *word)
{
    size_t len = sizeof filter_location_key - 1;

    if (strncmp(word, filter_location_key, len) != 0)
        return false;
    term->matches = filter_is_in_location;
    term->word = word[len] ? word + len : "*";
    return true;
}

static const char *filter_parse_comparison(struct filter_term *term, const char *word, size_t len)
{
    for (size_t i = 0; i < sizeof filter_ops / sizeof *filter_ops; i++) {
        size_t sign_len = strlen(filter_ops[i].sign);
        const char *number = word + len + sign_len;

        if (strncmp(word + len, filter_ops[i].sign, sign_len) != 0)
            continue;
        term->matches = filter_compares;
        term->word_len = len;
        term->op = filter_ops[i].op;
        return number_parse(number, strlen(number), &term->value) ? NULL : filter_comparison;
    }
    return filter_comparison;
}

/* "foo:bar", but not "a4:c1:38": addresses are names of devices, too. */
static bool filter_is_key(const char *word)
{
    size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz");

    return len >= FILTER_KEY_BYTES_MIN && word[len] == ':';
}

/* Returns what the word is not, or NULL. */
static const char *filter_parse_term(struct filter_term *term, char *word)
{
    size_t len = strcspn(word, "<>=");

    term->word = word;
    if (filter_parse_state(term, word) || filter_parse_location(term, word))
        return NULL;
    if (filter_is_key(word))
        return "location:NAME, which alone has a ':'";
    if (len && word[len])
        return filter_parse_comparison(term, word, len);
    term->matches = filter_is_in_name;
    for (; *word; word++)
        *word = filter_fold(*word);
    return NULL;
}

static void filter_add(struct filter *filter, char *word)
{
    struct filter_term term = { .negated = *word == '!' && word[1] };
    const char *fault = filter_parse_term(&term, word + term.negated);

    if (!fault)
        filter->terms[filter->n++] = term;
    else if (!filter->fault)
        filter->fault = fault;
}

void filter_set(struct filter *filter, const char *text)
{
    char *rest, *word;

    filter_finish(filter);
    if (!*text)
        return;
    filter->text = mem_text(text, strlen(text));
    filter->words = mem_text(text, strlen(text));
    filter->terms = mem_zero(FILTER_TERMS_MAX, sizeof *filter->terms);
    rest = filter->words;
    while (filter->n < FILTER_TERMS_MAX && (word = strsep(&rest, " ")))
        if (*word)
            filter_add(filter, word);
}

void filter_finish(struct filter *filter)
{
    free(filter->text);
    free(filter->words);
    free(filter->terms);
    *filter = (struct filter){ 0 };
}

bool filter_is_empty(const struct filter *filter)
{
    return filter->n == 0;
}

bool filter_matches(const struct filter *filter, const struct view_context *context,
                    const struct device *device)
{
    for (size_t i = 0; i < filter->n; i++) {
        const struct filter_term *term = &filter->terms[i];

        if (term->matches(term, context, device) == term->negated)
            return false;
    }
    return true;
}
