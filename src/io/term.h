/* SPDX-License-Identifier: MIT
 *
 * term: the terminal. Takes the screen, gives it back as it was found,
 * whatever ends the program.
 *
 *   term-caps    what it understands (terminfo)
 *   term-pens    styles -> attributes and colours
 *   term-paint   what differs on the screen -> bytes
 *   term-output  bytes on their way
 *   term-input   bytes -> keys and mouse
 *   term-rescue  gives it back from a crash
 *
 * A terminal that takes nothing for a while (Ctrl-S, a slow line) holds nothing up: what it does
 * not take at once waits here, and no new frame is made meanwhile.
 */
#ifndef SENSORTOP_IO_TERM_H
#define SENSORTOP_IO_TERM_H

#include "core/buf.h"
#include "io/loop.h"
#include "ui/canvas.h"
#include "ui/keycode.h"
#include "ui/mouse.h"
#include "ui/theme.h"

struct term_options {
    struct loop *loop; /* borrowed: watches the terminal while something waits for it */
    enum scheme scheme;
    bool no_color; /* SCHEME_MONO */
    bool no_mouse; /* the terminal keeps it, for selecting text */
    bool no_title; /* that of its window stays */
};

/* False, and err says why and what else to do, when stdin or stdout is no terminal or TERM cannot
 * move the cursor; the terminal is untouched then. One term at a time. */
struct terminal *term_create(const struct term_options *options, struct buf *err);

/* Other ones, but the loop; all is painted anew. */
void term_set_options(struct terminal *term, const struct term_options *options);

/* Gives the terminal back; NULL is fine. */
void term_destroy(struct terminal *term);

/* The locale's character set is UTF-8. */
bool term_is_utf8(const struct terminal *term);

/* On SIGWINCH: asks the terminal for its size. */
void term_resize(struct terminal *term);
void term_get_size(const struct terminal *term, int *rows, int *cols);

/* The next key (enum keycode or a code point); KEYCODE_NONE when none waits; KEYCODE_HANGUP at the
 * end of input, for ever. */
int term_key(struct terminal *term);

/* What the mouse did, after term_key said KEYCODE_MOUSE. */
struct mouse term_mouse(const struct terminal *term);

/* The last frame has not all been taken yet; the loop wakes when it has. */
bool term_is_busy(const struct terminal *term);

/* Sends what differs from the last call; nothing while it is busy. */
void term_show(struct terminal *term, const struct canvas *canvas);

/* The next show paints everything from nothing. */
void term_repaint(struct terminal *term);

void term_bell(struct terminal *term);

/* The title of the terminal's window, where it has one; sent when it is another one. */
void term_title(struct terminal *term, const char *title);

/* Asks the terminal to put bytes (TERM_COPY_MAX at most) into its clipboard, and nobody knows
 * whether it does. False: it cannot, or that is too much. */
enum { TERM_COPY_MAX = 8192 };
bool term_copy(struct terminal *term, const char *bytes, size_t len);

/* Ctrl-Z: gives the terminal back, stops, and resumes after that. */
void term_suspend(struct terminal *term);

/* On SIGCONT, whoever stopped us: the modes are ours again, and all is painted. In the background
 * nothing happens, and it stays busy until the job is in the foreground. */
void term_resume(struct terminal *term);

#endif
