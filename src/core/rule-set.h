/* SPDX-License-Identifier: MIT
 *
 * rule-set: the rules of a user in their order: --high, --low, --warn-high and
 * --warn-low, wherever they stand, then those of --alert and of [alert NAME] in
 * files, as they were read. So a rule for some devices takes the place of a
 * limit for all of them, and one of the command line that of a file.
 */
#ifndef SENSORTOP_CORE_RULE_SET_H
#define SENSORTOP_CORE_RULE_SET_H

#include "core/config.h"
#include "core/rule.h"

/* out: an empty list, rule_list_finish it. */
void rule_set_make(const struct config *config, struct rule_list *out);

/* Appends a line for each rule: which devices it is for, and which rules come before it. */
void rule_set_format(const struct rule_list *list, struct buf *out);

/* The same for one device: does it hold, and why. */
void rule_set_format_device(const struct rule_list *list, const char *location, const char *device,
                            struct buf *out);

/* The next rule of a section, from *at on, that holds for nobody because another section takes its
 * place, which is hardly meant: out becomes a sentence about it. False: there is none. */
bool rule_set_next_lost(const struct rule_list *list, size_t *at, struct buf *out);

#endif
