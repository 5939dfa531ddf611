/* SPDX-License-Identifier: MIT
 *
 * term: the terminal, and the only file that knows curses. Takes the screen,
 * gives it back as it was found, whatever ends the program.
 */
#ifndef SENSORTOP_IO_TERM_H
#define SENSORTOP_IO_TERM_H

#include "core/buf.h"
#include "ui/canvas.h"
#include "ui/mouse.h"
#include "ui/theme.h"

struct term_options {
    enum scheme scheme;
    bool no_color; /* SCHEME_MONO */
    bool no_mouse; /* the terminal keeps it, for selecting text */
};

/* False, and err says why and what else to do, when stdin or stdout is no terminal or TERM cannot
 * move the cursor; the terminal is untouched then. One term at a time. */
struct terminal *term_create(const struct term_options *options, struct buf *err);

/* Gives the terminal back; NULL is fine. */
void term_destroy(struct terminal *term);

/* The locale's character set is UTF-8. */
bool term_is_utf8(const struct terminal *term);

/* On SIGWINCH: asks the terminal for its size. */
void term_resize(struct terminal *term);
void term_get_size(const struct terminal *term, int *rows, int *cols);

/* The next key (enum key or a code point); KEYCODE_NONE when none waits; KEYCODE_HANGUP at the end
 * of input, for ever. */
int term_key(struct terminal *term);

/* What the mouse did, after term_key said KEYCODE_MOUSE. */
struct mouse term_mouse(const struct terminal *term);

/* Sends what differs from the last call. */
void term_show(struct terminal *term, const struct canvas *canvas);

/* The next show paints everything from nothing. */
void term_repaint(struct terminal *term);

void term_bell(struct terminal *term);

/* Ctrl-Z: gives the terminal back, stops the process group's job, takes the screen again. */
void term_suspend(struct terminal *term);

#endif
