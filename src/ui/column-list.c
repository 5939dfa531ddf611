/* SPDX-License-Identifier: MIT */
#include "ui/column-list.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

void column_list_finish(struct column_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->wants[i].metric);
    *list = (struct column_list){ 0 };
}

/* list->n: it is not there. */
static size_t column_list_find(const struct column_list *list, const char *name)
{
    enum column column = column_find(name);
    size_t i = 0;

    while (i < list->n && (list->wants[i].column != column ||
                           (column == COLUMN_METRIC && strcmp(list->wants[i].metric, name) != 0)))
        i++;
    return i;
}

bool column_list_has(const struct column_list *list, const char *name)
{
    return column_list_find(list, name) < list->n;
}

static void column_list_insert(struct column_list *list, size_t at, const char *name)
{
    struct column_want want = { .column = column_find(name) };

    if (list->n == COLUMNS_MAX)
        return;
    if (want.column == COLUMN_METRIC)
        want.metric = mem_text(name, strlen(name));
    memmove(&list->wants[at + 1], &list->wants[at], (list->n - at) * sizeof *list->wants);
    list->wants[at] = want;
    list->n++;
}

void column_list_add(struct column_list *list, const char *name)
{
    if (list->n == 0 && column_find(name) != COLUMN_DEVICE)
        list->wants[list->n++].column = COLUMN_DEVICE;
    if (!column_list_has(list, name))
        column_list_insert(list, list->n, name);
}

/* Where it would be in the order of the table, metrics before the age. */
static size_t column_list_place(const struct column_list *list, enum column column)
{
    size_t at = 0;

    if (column == COLUMN_METRIC)
        column = COLUMN_AGE - 1;
    while (at < list->n &&
           (list->wants[at].column <= column || list->wants[at].column == COLUMN_METRIC))
        at++;
    return at;
}

void column_list_toggle(struct column_list *list, const char *name)
{
    size_t at = column_list_find(list, name);

    if (at == list->n) {
        column_list_insert(list, column_list_place(list, column_find(name)), name);
        return;
    }
    if (list->wants[at].column == COLUMN_DEVICE)
        return;
    free(list->wants[at].metric);
    list->n--;
    memmove(&list->wants[at], &list->wants[at + 1], (list->n - at) * sizeof *list->wants);
}
