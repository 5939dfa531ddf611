/* SPDX-License-Identifier: MIT
 *
 * house: all devices that this process plays: which there are, what they are
 * called, and when each is due.
 */
#ifndef SENSORTOP_HOUSE_H
#define SENSORTOP_HOUSE_H

#include "publisher.h"

struct house {
    const struct config *config;
    struct loop *loop;
    struct scenario *scenario; /* or NULL */
    struct publisher *publishers;
    size_t n;
};

/* Finds the sensors and connects. False: everything is said, the program ends with *exit_status,
 * and the house is empty. The config is borrowed. */
bool house_init(struct house *house, const struct config *config, struct loop *loop,
                int *exit_status);

/* For loop_set_idle; data is the house. Stops the loop when nobody has anything left to do. */
int64_t house_on_idle(void *data, int64_t now_ms);

/* The errno of why somebody could not print; 0: all could. */
int house_error(const struct house *house);

/* First everybody says good-bye, then everybody waits: the waits are one wait, of a second. */
void house_finish(struct house *house);

#endif
