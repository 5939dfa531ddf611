/* SPDX-License-Identifier: MIT
 *
 * test-rules: what the rules would have said to a recording, an alert a line.
 */
#ifndef SENSORTOP_TEST_RULES_H
#define SENSORTOP_TEST_RULES_H

#include "core/config.h"

/* Of config's --test-rules. Returns the exit status. */
int test_rules_run(const struct config *config);

#endif
