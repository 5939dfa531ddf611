/* SPDX-License-Identifier: MIT
 *
 * confinement: what a running program of ours still needs, and giving up the
 * rest. Does nothing in a build with sanitizers or gcov, which look where we no
 * longer can.
 */
#ifndef SENSORTOP_CONFINEMENT_H
#define SENSORTOP_CONFINEMENT_H

#include "core/config.h"

/* A password or key is in our memory. */
void confinement_keep_secrets(void);

/* Before the first thread; everything is open that does not stand in config. state_file is written
 * anew now and then, or NULL. A program that is to
 * start others (hooks) keeps the files and privileges that these may need. */
void confinement_enter(const struct config *config, const char *state_file);

#endif
