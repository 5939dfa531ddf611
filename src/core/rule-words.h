/* SPDX-License-Identifier: MIT
 *
 * rule-words: the text of a rule word by word: blanks between them, '<' and '>'
 * words of their own, names in double quotes with "" for one. Knows no grammar.
 */
#ifndef SENSORTOP_CORE_RULE_WORDS_H
#define SENSORTOP_CORE_RULE_WORDS_H

#include "core/buf.h"

#include <stdbool.h>

/* Starts with all and at the same text, err the caller's, and no word at hand. */
struct rule_words {
    const char *all;
    const char *at;  /* behind the word at hand */
    struct buf word; /* without its quotes; buf_finish it */
    bool has_word;   /* false at the end */
    bool is_quoted;
    struct buf *err;
};

/* To the next word. False, with the error told: quotes that do not end. */
bool rule_words_next(struct rule_words *w);

/* The word at hand is this one, and not in quotes. */
bool rule_words_is(const struct rule_words *w, const char *word);

/* Tells that the word at hand is not what is accepted, or that this is missing; returns false. */
bool rule_words_refuse(struct rule_words *w, const char *accepted);

/* Before the first word: takes a name with a ':' and a blank behind it. *found false: there is
 * none. The name may have blanks even without quotes. */
bool rule_words_take_prefix(struct rule_words *w, struct buf *name, bool *found);

/* Appends the name, in quotes where it could be taken for something else. */
void rule_words_add_name(struct buf *out, const char *name);

#endif
