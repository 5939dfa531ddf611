/* SPDX-License-Identifier: MIT
 *
 * config: what the user asked for, as plain values. Filled from the defaults of
 * the option table, then files (`config-file`), the environment, the arguments:
 * later ones win.
 */
#ifndef SENSORTOP_CORE_CONFIG_H
#define SENSORTOP_CORE_CONFIG_H

#include "core/buf.h"
#include "core/config-broker.h"
#include "core/config-keys.h"
#include "core/config-list.h"
#include "core/config-output.h"
#include "core/config-publish.h"
#include "core/config-screen.h"
#include "core/config-tape.h"
#include "core/config-tell.h"
#include "core/config-watch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CONFIG_COLUMNS_MAX = 31,
    CONFIG_DELAY_SCREEN_MS = 100,
    CONFIG_DELAY_BATCH_MS = 5000,
};

struct config {
    struct config_broker broker;
    struct config_watch watch;
    struct config_screen screen;
    struct config_output output;
    struct config_tape tape;
    struct config_tell tell;
    struct config_publish publish;
    struct config_keys keys;
    int64_t demo;      /* devices of --demo; 0 = no demo */
    char *explain;     /* the topic, or NULL */
    bool retained;     /* with --explain */
    char *list_rules;  /* a device, "location/device", or "" for all; NULL: do not */
    char *config_file; /* instead of those that are read by default; or NULL */
    bool no_config;    /* --config none */
    bool print_config;
    bool check_config;
    bool no_confine;
    int help, version;
    int argc; /* of main, to be read again; borrowed */
    char *const *argv;
    char **origins; /* see config-origin; one for each row of the option table */
};

/* Defaults of the table. */
void config_init(struct config *config);
void config_finish(struct config *config);

/* variables: "NAME=value" strings, NULL-terminated, as in environ; only this program's are read. */
bool config_apply_environment(struct config *config, int program, char *const *variables,
                              struct buf *err);

/* argv[0] is skipped. Options and BROKER in any order, "--" ends the options. On failure err has
 * the whole sentence, beginning with the option; config may have changed. */
bool config_apply_arguments(struct config *config, int program, int argc, char *const *argv,
                            struct buf *err);

/* The end of a source: what the next one says of a list takes the place of what there is. */
void config_end_source(struct config *config);

/* An address in one of the forms of address_parse. What it does not say stays as it is. */
bool config_apply_broker(struct config *config, const char *text, struct buf *err);

/* An address of address_parse_proxy. */
bool config_apply_proxy(struct config *config, const char *text, struct buf *err);

/* After the last source: fills in what follows from other values: TLS from its options or port
 * 8883, the port from TLS, the delay from --batch. */
void config_settle(struct config *config);

/* What no single option can say: --low above --high, --retained without --explain, … */
bool config_check(const struct config *config, int program, struct buf *err);

/* Of the ways to run, only one; and what belongs to one, only with it. Part of config_check. */
bool config_check_modes(const struct config *config, struct buf *err);

/* It is one of the locations to watch, or every one is ("+"). */
bool config_has_location(const struct config_watch *watch, const char *location, size_t len);

/* Devices of more than one may come: sentences name it. */
bool config_has_locations(const struct config_watch *watch);

#endif
