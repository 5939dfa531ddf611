/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "ui/mark.h"
#include "ui/page.h"

#include <string.h>

enum { HELP_RIGHT_COL = 16 };

static const struct {
    const char *sign;
    const char *help;
} help_signs[] = {
    { "↑ ↓", "behind a temperature: rising, falling, against the mean of five minutes" },
    { "r", "behind a temperature: a stored reading, not a live one" },
    { "–", "no value" },
    { "AGE*", "the link is down, and ages are those of the moment it broke" },
    { "*", "before a device: pinned to the top" },
    { "ack", "behind an alert: acknowledged" },
    { "snoozed", "an alert: silent for so long, then it comes back" },
    { "maint", "maintenance of the device: its alerts are silent for so long" },
};

static void help_add_row(struct page *page, enum style style, const char *left, const char *right)
{
    page_add_row(page, style, left, STYLE_NORMAL, right);
}

static void help_add_action(struct page *page, const struct keymap *keymap, enum action action)
{
    struct buf keys = { 0 };

    keymap_format(keymap, action, " ", &keys);
    help_add_row(page, STYLE_KEY, keys.len ? keys.data : "-", action_get(action)->help);
    buf_finish(&keys);
}

static void help_fill(struct page *page, const struct keymap *keymap)
{
    const char *group = "";

    for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT_; action++) {
        const struct action_row *row = action_get(action);

        if (strcmp(group, row->group) != 0)
            page_add_heading(page, row->group);
        group = row->group;
        help_add_action(page, keymap, action);
    }
    page_add_heading(page, "Marks before a device");
    for (enum mark mark = 0; mark < MARK_NONE; mark++)
        help_add_row(page, mark_get(mark)->style, mark_get(mark)->text, mark_get(mark)->help);
    page_add_heading(page, "Signs");
    for (size_t i = 0; i < sizeof help_signs / sizeof *help_signs; i++)
        help_add_row(page, STYLE_NORMAL, help_signs[i].sign, help_signs[i].help);
}

static bool help_key(void *state, const struct view_context *context, enum action action)
{
    (void)context;
    return page_key(state, action);
}

static void help_draw(void *state, const struct view_context *context, struct canvas *canvas,
                      struct view_area area)
{
    struct page page;

    page_init(&page, canvas, HELP_RIGHT_COL);
    help_fill(&page, context->keymap);
    page_draw(&page, state, canvas, area);
    page_finish(&page);
}

static enum style help_title(const void *state, const struct view_context *context,
                             struct line *line)
{
    return page_title(state, "HELP", context, line);
}

const struct view_ops view_help = {
    .screen = ACTION_ON_HELP,
    .state_bytes = sizeof(struct page_scroll),
    .key = help_key,
    .draw = help_draw,
    .title = help_title,
};
