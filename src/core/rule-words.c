/* SPDX-License-Identifier: MIT */
#include "core/rule-words.h"

#include <string.h>

#define RULE_WORDS_BLANKS " \t"

bool rule_words_refuse(struct rule_words *w, const char *accepted)
{
    if (w->has_word)
        buf_addf(w->err, "not %s: '%s' in '%s'", accepted, buf_text(&w->word), w->all);
    else
        buf_addf(w->err, "%s is missing at the end: '%s'", accepted, w->all);
    return false;
}

static bool rule_words_refuse_quotes(struct rule_words *w)
{
    buf_addf(w->err, "the closing '\"' is missing: '%s'", w->all);
    return false;
}

/* What stands in the quotes that begin at text; behind them, or NULL when they do not end. */
static const char *rule_words_unquote(const char *text, struct buf *out)
{
    for (text++; *text; text++) {
        if (*text == '"' && *++text != '"')
            return text;
        buf_add(out, text, 1);
    }
    return NULL;
}

bool rule_words_next(struct rule_words *w)
{
    const char *start = w->at + strspn(w->at, RULE_WORDS_BLANKS);
    size_t len = strcspn(start, RULE_WORDS_BLANKS "<>");

    buf_clear(&w->word);
    w->has_word = *start;
    w->is_quoted = *start == '"';
    if (w->is_quoted) {
        w->at = rule_words_unquote(start, &w->word);
        return w->at || rule_words_refuse_quotes(w);
    }
    if (len == 0 && *start)
        len = 1 + (start[1] == '=');
    buf_add(&w->word, start, len);
    w->at = start + len;
    return true;
}

bool rule_words_is(const struct rule_words *w, const char *word)
{
    return w->has_word && !w->is_quoted && strcmp(buf_text(&w->word), word) == 0;
}

static const char *rule_words_find_colon(const char *text)
{
    const char *colon = strchr(text, ':');

    while (colon && colon[1] && !strchr(RULE_WORDS_BLANKS, colon[1]))
        colon = strchr(colon + 1, ':');
    return colon;
}

bool rule_words_take_prefix(struct rule_words *w, struct buf *name, bool *found)
{
    const char *start = w->at + strspn(w->at, RULE_WORDS_BLANKS);
    const char *colon = rule_words_find_colon(start);
    const char *end = colon;

    *found = false;
    if (*start == '"') {
        colon = rule_words_unquote(start, name);
        if (!colon)
            return rule_words_refuse_quotes(w);
        if (*colon != ':')
            return true;
    } else if (!colon) {
        return true;
    } else {
        while (end > start && strchr(RULE_WORDS_BLANKS, end[-1]))
            end--;
        buf_add(name, start, (size_t)(end - start));
    }
    w->at = colon + 1;
    *found = true;
    return true;
}

void rule_words_add_name(struct buf *out, const char *name)
{
    if (*name && !strpbrk(name, RULE_WORDS_BLANKS ":<>\"")) {
        buf_puts(out, name);
        return;
    }
    buf_puts(out, "\"");
    for (; *name; name++) {
        if (*name == '"')
            buf_puts(out, "\"");
        buf_add(out, name, 1);
    }
    buf_puts(out, "\"");
}
