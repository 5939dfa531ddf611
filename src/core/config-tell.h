/* SPDX-License-Identifier: MIT
 *
 * config-tell: who is told of alerts besides the screen, and what is kept of
 * them, as plain values: a part of config.
 */
#ifndef SENSORTOP_CORE_CONFIG_TELL_H
#define SENSORTOP_CORE_CONFIG_TELL_H

#include "core/config-list.h"

#include <stdbool.h>
#include <stdint.h>

struct config_tell {
    char *on_alert; /* a command of `command`, or NULL */
    char *on_clear; /* or NULL */
    int64_t hook_limit_ms;
    char *publish_topic;         /* a pattern of `bulletin`, or NULL */
    struct config_list maintain; /* texts of `maintenance`, from the start on */
    char *state;                 /* a file; NULL: the usual one */
    bool no_state;               /* --state none */
};

#endif
