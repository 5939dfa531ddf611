/* SPDX-License-Identifier: MIT
 *
 * config-tape: what is written down, and read again, as plain values.
 */
#ifndef SENSORTOP_CORE_CONFIG_TAPE_H
#define SENSORTOP_CORE_CONFIG_TAPE_H

#include <stdint.h>

struct config_tape {
    char *record;             /* a file, or NULL */
    int64_t record_bytes_max; /* 0 = it grows without end */
    int64_t record_keep;      /* files before the one that is being written */
    char *replay;             /* of tapespec, or NULL */
    char *test_rules;         /* a recording, or NULL */
    char *history_db;         /* a file, or NULL */
    int64_t history_keep_ms;  /* 0 = for ever */
    int64_t history_bytes_max;
    char *export_device; /* or "location/device"; or NULL */
    int64_t since_ms;    /* of the export, before now; 0 = all */
};

#endif
