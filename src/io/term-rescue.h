/* SPDX-License-Identifier: MIT
 *
 * term-rescue: the terminal as it was found, given back from a crash. Little
 * may be done in a signal handler, so the bytes are made beforehand and the
 * handler only writes them. The one place with state that
 * belongs to no struct: a handler has nothing else to hold on to.
 */
#ifndef SENSORTOP_IO_TERM_RESCUE_H
#define SENSORTOP_IO_TERM_RESCUE_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* Before anything is changed: remembers the terminal's modes, and tells them. False: it does not
 * say, and those of the last time are still remembered. */
bool term_rescue_init(struct termios *found);

/* From now on SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT and SIGQUIT write the bytes, which give the
 * screen back (TERM_RESCUE_BYTES at most), and put the modes back before they end the program as
 * they would have. */
enum { TERM_RESCUE_BYTES = 256 };
void term_rescue_arm(const char *bytes, size_t len);

/* The screen has been given back in the ordinary way. Puts the modes back, too. */
void term_rescue_disarm(void);

/* Puts the modes back, nothing else. */
void term_rescue_restore_modes(void);

/* Gives the terminal back if it is armed, at most once. Async-signal-safe. */
void term_rescue(void);

#endif
