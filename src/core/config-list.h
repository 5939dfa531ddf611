/* SPDX-License-Identifier: MIT
 *
 * config-list: texts, of which a user gives as many as wanted.
 */
#ifndef SENSORTOP_CORE_CONFIG_LIST_H
#define SENSORTOP_CORE_CONFIG_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct config_list {
    char **items;
    char **origins; /* of each: where it was said, for people; NULL: not noted yet */
    size_t n;
    bool is_default; /* from an earlier source: the next one given replaces them all */
};

/* Copies the text, unless it is already there. */
void config_list_add(struct config_list *list, const char *text);

/* Copies the text: the order counts. */
void config_list_append(struct config_list *list, const char *text);

/* What is new since the last call comes from there. */
void config_list_note(struct config_list *list, const char *origin);
void config_list_finish(struct config_list *list);

#endif
