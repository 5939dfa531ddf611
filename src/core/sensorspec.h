/* SPDX-License-Identifier: MIT
 *
 * sensorspec: which sensor to read, as the user writes it. Text only: whether
 * there is such a sensor is not known here.
 *
 *   SPEC    auto | iio[:NAME] | w1[:ID] | hwmon:NAME[/PART] | thermal:NAME
 *           | exec:COMMAND | simulate
 *   --sensor SPEC
 *   --sensor OWN=SPEC      OWN is what this program calls it: "outdoor=w1:28-0316a2795aff"
 *
 * OWN ends at the first '=', unless a ':' comes before that: "exec:env A=1 x"
 * has no name of its own. COMMAND is split here, once, as `command` says. Kinds are written in
 * lower case.
 */
#ifndef SENSORTOP_CORE_SENSORSPEC_H
#define SENSORTOP_CORE_SENSORSPEC_H

#include "core/buf.h"

#include <stdbool.h>

enum sensorspec_kind {
    SENSORSPEC_AUTO,
    SENSORSPEC_IIO,
    SENSORSPEC_W1,
    SENSORSPEC_HWMON,
    SENSORSPEC_THERMAL,
    SENSORSPEC_EXEC,
    SENSORSPEC_SIMULATE,
    SENSORSPEC_KIND_COUNT_
};

struct sensorspec {
    enum sensorspec_kind kind;
    char *own;   /* fit to be a device's id (topic_is_level); NULL: none given */
    char *which; /* what follows the ':'; NULL: nothing does */
    char **argv; /* of exec: at least one word, NULL-terminated; NULL otherwise */
};

/* "iio": how the kind is written. */
const char *sensorspec_kind_name(enum sensorspec_kind kind);

/* On failure err says what was wrong, what is accepted, and quotes the text. */
bool sensorspec_parse(const char *text, struct sensorspec *out, struct buf *err);

/* The same judgement for the option table: *why stands after "not ". */
bool sensorspec_is_valid(const char *text, const char **why);

/* A zeroed one is fine. */
void sensorspec_finish(struct sensorspec *spec);

/* Several sensors need names of their own, all different: one device each. */
bool sensorspec_check_names(const struct sensorspec *specs, size_t n, struct buf *err);

#endif
