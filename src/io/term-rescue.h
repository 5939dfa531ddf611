/* SPDX-License-Identifier: MIT
 *
 * term-rescue: the terminal as it was found, given back from a crash. Nothing
 * of curses may be called from a signal handler, so the bytes are made
 * beforehand and the handler only writes them. The one place with state that
 * belongs to no struct: a handler has nothing else to hold on to.
 */
#ifndef SENSORTOP_IO_TERM_RESCUE_H
#define SENSORTOP_IO_TERM_RESCUE_H

/* Before curses starts: remembers the terminal's modes. */
void term_rescue_init(void);

/* After curses started (it reads terminfo): from now on SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT
 * and SIGQUIT give the terminal back before they end the program as they would have. */
void term_rescue_arm(void);

/* After curses ended in the ordinary way. */
void term_rescue_disarm(void);

/* Puts the modes back, nothing else. */
void term_rescue_restore_modes(void);

/* Gives the terminal back if it is armed, at most once. Async-signal-safe. */
void term_rescue(void);

#endif
