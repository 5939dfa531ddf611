/* SPDX-License-Identifier: MIT
 *
 * option-rows: what the files of the option table share; nobody else includes
 * it. Each has the rows of some groups; option-table.c puts them together.
 *
 *   option-broker.c   how to reach the broker, TLS
 *   option-watch.c    what to watch, which alerts, whom to tell
 *   option-show.c     screens, lines and files
 *   option-publish.c  sensorpub's
 *   option-other.c    what the programs do instead
 */
#ifndef SENSORTOP_CORE_OPTION_ROWS_H
#define SENSORTOP_CORE_OPTION_ROWS_H

#include "core/option.h"

#define OPTION_AT(field) offsetof(struct config, field)

enum { OPTION_MINUTE_MS = 60 * 1000, OPTION_DAY_MS = 24 * 60 * OPTION_MINUTE_MS };

struct option_part {
    const struct option *rows;
    size_t n;
};

extern const struct option_part option_part_broker;
extern const struct option_part option_part_watch;
extern const struct option_part option_part_show;
extern const struct option_part option_part_publish;
extern const struct option_part option_part_other;

/* For .check in more than one of them. */
bool option_check_file(const char *text, const char **why);

#endif
