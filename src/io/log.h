/* SPDX-License-Identifier: MIT
 *
 * log: sentences for a person on stderr, one line each, through the door of
 * `text`. Never used while `term` has the screen.
 */
#ifndef SENSORTOP_IO_LOG_H
#define SENSORTOP_IO_LOG_H

/* "sensortop", before every line. */
void log_init(const char *program);

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
