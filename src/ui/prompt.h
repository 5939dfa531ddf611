/* SPDX-License-Identifier: MIT
 *
 * prompt: one line to type in. It takes keys and waits for nothing: data and
 * clock go on behind it.
 */
#ifndef SENSORTOP_UI_PROMPT_H
#define SENSORTOP_UI_PROMPT_H

#include "core/buf.h"
#include "ui/canvas.h"
#include "ui/footer.h"

#include <stdbool.h>

enum { PROMPT_BYTES_MAX = 200 };

enum prompt_kind {
    PROMPT_CLOSED,
    PROMPT_SEARCH,
    PROMPT_FILTER,
    PROMPT_SNOOZE,
    PROMPT_MAINTAIN,
    PROMPT_KIND_COUNT_
};

enum prompt_result {
    PROMPT_UNUSED, /* not a key to type with */
    PROMPT_EDITED,
    PROMPT_DONE,
    PROMPT_CANCELLED,
};

/* A zeroed one is closed. */
struct prompt {
    enum prompt_kind kind;
    struct buf text;
    bool is_offered; /* nobody has touched it: the first character takes the place of it all */
};

void prompt_finish(struct prompt *prompt);

/* With a text to begin with: to go on with it, or offered, to take or to type over. An arrow,
 * Home, End or Backspace goes on with what is offered. */
void prompt_open(struct prompt *prompt, enum prompt_kind kind, const char *text);
void prompt_offer(struct prompt *prompt, enum prompt_kind kind, const char *text);

/* Done and cancelled close it; what was typed is still in text. */
enum prompt_result prompt_key(struct prompt *prompt, int key);

/* The keys that end it. */
void prompt_fill_footer(const struct prompt *prompt, struct footer *footer);

/* note: what came of it so far, "3 of 12", or what is wrong with it. */
void prompt_draw(const struct prompt *prompt, const char *note, struct canvas *canvas, int row);

#endif
