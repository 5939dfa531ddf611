/* SPDX-License-Identifier: MIT
 *
 * startup: what both programs do before they do anything: locale, options,
 * password, and the words for a mistake.
 */
#ifndef SENSORTOP_STARTUP_H
#define SENSORTOP_STARTUP_H

#include "core/config.h"
#include "io/link.h"

#include <stdbool.h>

enum {
    STARTUP_EXIT_OK = 0,
    STARTUP_EXIT_FAILURE = 1,
    STARTUP_EXIT_USAGE = 2, /* a mistake of the user, told in one sentence */
};

/* Fills config (finish it in every case) from defaults, environment and arguments. False:
 * everything is said, the program ends with *exit_status: --help, --version, or a mistake. */
bool startup_read(struct config *config, int program, int argc, char *const *argv,
                  int *exit_status);

/* "pi-broker.local:1883" as shown on the screen; free() it. */
char *startup_broker_name(const struct config_broker *broker);

/* The part of a link's options that the user sets; the strings stay config's. */
struct link_options startup_link_options(const struct config_broker *broker);

#endif
