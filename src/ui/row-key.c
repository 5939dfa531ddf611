/* SPDX-License-Identifier: MIT */
#include "ui/row-key.h"

#include "core/hash.h"
#include "ui/roster.h"

#include <string.h>

/* Words, and no structs: what is between the members of a struct is anything. */
enum { ROW_KEY_PLACE_WORDS = 3, ROW_KEY_MORE_WORDS = 2 };

static uint64_t row_key_words(uint64_t key, const uint64_t *words, size_t n)
{
    return hash_bytes(key, words, n * sizeof *words);
}

uint64_t row_key_grid(const struct column_layout *layout, const struct view_context *context)
{
    uint64_t words[ROW_KEY_PLACE_WORDS * COLUMNS_MAX + ROW_KEY_MORE_WORDS];
    size_t n = 0;

    for (size_t i = 0; i < layout->n; i++) {
        const struct column_place *place = &layout->places[i];
        bool is_trend = place->column == COLUMN_TREND;

        words[n++] = (uintptr_t)place->metric;
        words[n++] = (uint64_t)place->column << 48 | (uint64_t)(uint16_t)place->number << 32 |
                     (uint64_t)(uint16_t)place->col << 16 | (uint16_t)place->width_cols;
        words[n++] = is_trend ? (uint64_t)column_trend_end_ms(context, place->width_cols) : 0;
    }
    words[n++] = model_settings_version(context->model);
    words[n++] = (uint64_t)layout->location_cols << 8 | context->fahrenheit;
    return row_key_words(0, words, n);
}

uint64_t row_key_headings(uint64_t grid, const struct view_context *context)
{
    const struct order *order = roster_order(context->roster);
    uint64_t words[] = { order->by, (uint64_t)order->metric,
                         order->inverted | column_ages_frozen(context) << 1 };

    return row_key_words(grid, words, sizeof words / sizeof *words);
}

/* All of the device, also what no column shows, so that nobody has to remember this place. */
uint64_t row_key_device(uint64_t grid, const struct view_context *context,
                        const struct device *device)
{
    const struct order_row row = { .device = device };
    bool is_pinned = order_list_is_pinned(roster_list(context->roster), device);
    uint64_t words[] = { (uint64_t)device->index << 32 | device->version,
                         (uint64_t)model_maintained_until_ms(context->model, device),
                         roster_is_selected(context->roster, &row) | is_pinned << 1 };

    return row_key_words(grid, words, sizeof words / sizeof *words);
}

uint64_t row_key_title(const struct summary *summary, const struct view_context *context)
{
    const struct link_state *link = model_link_state(context->model);
    const struct model_counts *counts = model_counts(context->model);
    uint64_t words[] = { (uintptr_t)summary->broker,
                         (uint64_t)column_second_ms(context, context->now_ms),
                         (uint64_t)column_age_clock_ms(context),
                         (uint64_t)context->local_offset_ms,
                         link->phase,
                         link->safety,
                         link->attempt,
                         (uint64_t)link->since_ms,
                         (uint64_t)link->next_try_ms,
                         tally_count(&counts->devices),
                         0 };

    memcpy(&words[sizeof words / sizeof *words - 1], &counts->messages_per_s,
           sizeof counts->messages_per_s);
    return row_key_words(0, words, sizeof words / sizeof *words);
}

uint64_t row_key_counts(const struct summary *summary, const struct view_context *context)
{
    const struct model_counts *counts = model_counts(context->model);
    const struct tally *tally = &counts->devices;
    uint64_t words[] = { (uint64_t)tally->online << 32 | tally->offline,
                         (uint64_t)tally->stale << 32 | tally->unknown,
                         (uint64_t)tally->crit << 32 | tally->warn,
                         counts->refused,
                         counts->devices_refused,
                         summary->problems_only | summary->is_paused << 1 |
                             summary->is_muted << 2 };

    return hash_bytes(row_key_words(0, words, sizeof words / sizeof *words), summary->filter,
                      strlen(summary->filter));
}

uint64_t row_key_event(const struct view_context *context, bool with_day)
{
    uint64_t words[] = { event_log_total(model_events(context->model)),
                         (uint64_t)context->local_offset_ms, model_settings_version(context->model),
                         context->fahrenheit | context->with_location << 1 | with_day << 2 };

    return row_key_words(0, words, sizeof words / sizeof *words);
}
