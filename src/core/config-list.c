/* SPDX-License-Identifier: MIT */
#include "core/config-list.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

void config_list_add(struct config_list *list, const char *text)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i], text) == 0)
            return;
    config_list_append(list, text);
}

void config_list_append(struct config_list *list, const char *text)
{
    list->items = mem_resize(list->items, list->n + 1, sizeof(*list->items));
    list->items[list->n++] = mem_text(text, strlen(text));
}

void config_list_finish(struct config_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct config_list){ 0 };
}
