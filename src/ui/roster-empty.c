/* SPDX-License-Identifier: MIT */
#include "ui/roster.h"

/* Whoever starts for the first time may have sensors elsewhere, or none. */
static void roster_add_waiting(const struct view_context *context, struct buf *out)
{
    bool is_everywhere = true;

    if (!link_state_is_up(model_link_state(context->model))) {
        buf_puts(out, "No devices yet: they appear here once the broker answers.");
        return;
    }
    buf_puts(out, "No devices yet: one appears here with its first message.");
    for (const char *const *filter = context->filters; filter && *filter; filter++) {
        buf_addf(out, "%s %s", filter == context->filters ? " Listening to" : ",", *filter);
        is_everywhere &= **filter == '+';
    }
    if (!is_everywhere)
        buf_puts(out, "; sensors elsewhere are found with --location NAME, or '+' for all.");
}

static void roster_add_none_like_that(const struct view_context *context, struct buf *out)
{
    size_t n = tally_count(&model_counts(context->model)->devices);

    if (roster_problems_only(context->roster) && !*roster_filter_text(context->roster))
        buf_addf(out, "No problems: all is well with %zu device%s. ", n, n == 1 ? "" : "s");
    else
        buf_puts(out, "No device is like that. ");
    keymap_format(context->keymap, ACTION_CLEAR, " ", out);
    buf_puts(out, " shows all of them.");
}

void roster_draw_empty(const struct view_context *context, struct canvas *canvas,
                       struct view_area area)
{
    struct canvas_field field = {
        .row = area.top + 1, .col = 3, .width_cols = canvas->cols - 4, .style = STYLE_NORMAL
    };
    struct buf text = { 0 };

    if (tally_count(&model_counts(context->model)->devices))
        roster_add_none_like_that(context, &text);
    else
        roster_add_waiting(context, &text);
    canvas_wrap(canvas, field, area.rows - 1, buf_text(&text));
    buf_finish(&text);
}
