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
    list->origins = mem_resize(list->origins, list->n + 1, sizeof(*list->origins));
    list->origins[list->n] = NULL;
    list->items[list->n++] = mem_text(text, strlen(text));
}

void config_list_note(struct config_list *list, const char *origin)
{
    for (size_t i = list->n; i > 0 && !list->origins[i - 1]; i--)
        list->origins[i - 1] = mem_text(origin, strlen(origin));
}

void config_list_finish(struct config_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free(list->items[i]);
        free(list->origins[i]);
    }
    free(list->items);
    free(list->origins);
    *list = (struct config_list){ 0 };
}
