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

/* The same for sensortop once more, from the files, the environment and the arguments as they are
 * now; passwords are not asked for. again: config_finish it in every case. False: err says what is
 * wrong. */
bool startup_read_again(const struct config *first, struct config *again, struct buf *err);

/* At the end of all that stdio prints. Returns the status to exit with: what could not be written
 * is said, and a failure; that nobody reads any more is none. */
int startup_end_output(int status);

/* Said by mem; a program with a screen gives the terminal back first. */
void startup_out_of_memory(void);

/* "pi-broker.local:1883" as shown on the screen; free() it. */
char *startup_broker_name(const struct config_broker *broker);

/* *out: NULL without TLS. False: a file is not what it should be, and err says which. */
bool startup_create_tls(const struct config_broker *broker, struct tls **out, struct buf *err);

/* The part of a link's options that the user sets; the strings stay config's, tls is the caller's
 * to hand to link_create. False as above: files may change after the start. */
bool startup_link_options(const struct config_broker *broker, struct link_options *out,
                          struct buf *err);

#endif
