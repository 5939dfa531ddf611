/* SPDX-License-Identifier: MIT
 *
 * headless: watching without a screen: a service's log, or a stream for other
 * programs.
 */
#ifndef SENSORTOP_HEADLESS_H
#define SENSORTOP_HEADLESS_H

#include "core/config.h"

/* Until it is told to end, or nobody reads any more; returns the exit status. */
int headless_run(const struct config *config);

#endif
