/* SPDX-License-Identifier: MIT
 *
 * config-output: what to print instead of drawing, as plain values.
 */
#ifndef SENSORTOP_CORE_CONFIG_OUTPUT_H
#define SENSORTOP_CORE_CONFIG_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

/* At most one of the first four; json and csv are forms of what they print, or of everything. */
struct config_output {
    bool headless;
    bool once;
    bool batch;
    bool check;
    bool json;
    bool csv;
    bool verbose;
    char *filter;       /* or NULL */
    int64_t iterations; /* of batch; 0 = no end */
    int64_t timeout_ms; /* of once, batch and check: until the first answer */
};

/* Somebody sits before it: all else prints lines. */
bool config_has_screen(const struct config_output *output);

#endif
