/* SPDX-License-Identifier: MIT
 *
 * fault: what was wrong with one message, in words. A short bounded list: a
 * message with a thousand faults tells the first eight and how many there were.
 */
#ifndef SENSORTOP_CORE_FAULT_H
#define SENSORTOP_CORE_FAULT_H

#include <stddef.h>

enum { FAULTS_KEPT = 8, FAULT_BYTES = 120 };

struct faults {
    size_t n; /* all of them; the first FAULTS_KEPT have a text */
    char text[FAULTS_KEPT][FAULT_BYTES];
};

/* The text may quote untrusted bytes: it passes the door of `text` here. */
void fault_addf(struct faults *faults, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
