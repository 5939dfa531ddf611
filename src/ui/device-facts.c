/* SPDX-License-Identifier: MIT */
#include "ui/device-facts.h"

#include "core/duration.h"
#include "ui/mark.h"

#include <inttypes.h>
#include <string.h>

enum { DEVICE_FACTS_COL = 1, DEVICE_FACTS_GAP_COLS = 3 };

/* A device whose clock is off by less is right. */
enum { DEVICE_FACTS_SKEW_MS = 2000 };

struct device_facts_of {
    const struct view_context *context;
    const struct device *device;
    enum style style; /* a fact may change it */
    struct buf *text; /* empty, to write in */
};

static int64_t device_facts_clock(const struct device_facts_of *of)
{
    return model_age_clock_ms(of->context->model, of->context->now_ms);
}

static void device_facts_status(struct device_facts_of *of)
{
    const struct device *device = of->device;
    const char *name = status_name((enum status)device->status);

    buf_puts(of->text, name ? name : "unknown");
    if (device->status_retained)
        buf_puts(of->text, " (retained)");
    else if (name) {
        buf_puts(of->text, " for ");
        duration_format(of->text, device_facts_clock(of) - device->status_ms);
    }
    if (device->status == STATUS_OFFLINE)
        of->style = STYLE_OFFLINE;
}

static void device_facts_reading(struct device_facts_of *of)
{
    const struct device *device = of->device;

    if (!device->has_reading) {
        buf_puts(of->text, "none");
        return;
    }
    if (device->age_known) {
        duration_format(of->text, device_facts_clock(of) - device->reading_ms);
        buf_puts(of->text, " ago");
    } else {
        buf_puts(of->text, "of unknown age");
    }
    if (device->reading_retained)
        buf_puts(of->text, " (retained)");
    if (device->is_stale) {
        buf_puts(of->text, ", stale");
        of->style = STYLE_STALE;
    }
}

static void device_facts_add_rest(struct device_facts_of *of, int64_t until_ms)
{
    buf_puts(of->text, "for another ");
    duration_format(of->text, until_ms - of->context->now_ms + 999);
    of->style = STYLE_ACKED;
}

static void device_facts_maintenance(struct device_facts_of *of)
{
    int64_t until_ms = model_maintained_until_ms(of->context->model, of->device);

    if (until_ms)
        device_facts_add_rest(of, until_ms);
}

/* What fires under maintenance is snoozed until the end of that, in full seconds. */
static void device_facts_snooze(struct device_facts_of *of)
{
    int64_t until_ms = mark_snoozed_until_ms(of->device);

    if (until_ms - 999 > model_maintained_until_ms(of->context->model, of->device))
        device_facts_add_rest(of, until_ms);
}

static void device_facts_interval(struct device_facts_of *of)
{
    if (of->device->interval_ms && of->device->interval_ms < 500)
        buf_puts(of->text, "<1s");
    else if (of->device->interval_ms)
        duration_format(of->text, of->device->interval_ms + 500);
}

static void device_facts_skew(struct device_facts_of *of)
{
    int64_t skew_ms = of->device->skew_ms;
    int64_t size_ms = skew_ms < 0 ? -skew_ms : skew_ms;

    if (!of->device->stamp_ms || of->device->reading_retained)
        return;
    if (size_ms < DEVICE_FACTS_SKEW_MS) {
        buf_puts(of->text, "right");
        return;
    }
    duration_format(of->text, size_ms);
    buf_puts(of->text, skew_ms > 0 ? " behind" : " ahead");
    of->style = STYLE_STALE;
}

static void device_facts_count(struct device_facts_of *of, uint32_t n, bool is_fault)
{
    buf_addf(of->text, "%" PRIu32, n);
    if (n && is_fault)
        of->style = STYLE_STALE;
}

static void device_facts_readings(struct device_facts_of *of)
{
    device_facts_count(of, of->device->n_readings, false);
}

static void device_facts_refused(struct device_facts_of *of)
{
    device_facts_count(of, of->device->n_refused, true);
}

static void device_facts_duplicates(struct device_facts_of *of)
{
    device_facts_count(of, of->device->n_duplicates, true);
}

static void device_facts_late(struct device_facts_of *of)
{
    device_facts_count(of, of->device->n_late, true);
}

static void device_facts_known(struct device_facts_of *of)
{
    duration_format(of->text, of->context->now_ms - of->device->first_seen_ms);
}

// clang-format off
static const struct {
    const char *label;
    void (*add)(struct device_facts_of *of);
} device_facts_rows[] = {
    { "status",      device_facts_status },
    { "reading",     device_facts_reading },
    { "maintenance", device_facts_maintenance },
    { "snoozed",     device_facts_snooze },
    { "every",       device_facts_interval },
    { "readings",    device_facts_readings },
    { "refused",     device_facts_refused },
    { "duplicates",  device_facts_duplicates },
    { "late",        device_facts_late },
    { "its clock",   device_facts_skew },
    { "seen for",    device_facts_known },
};
// clang-format on

int device_facts_draw(const struct view_context *context, const struct device *device,
                      struct canvas *canvas, int row, int rows_max)
{
    struct buf text = { 0 };
    int col = DEVICE_FACTS_COL, used = rows_max > 0;

    for (size_t i = 0; i < sizeof device_facts_rows / sizeof *device_facts_rows; i++) {
        const char *label = device_facts_rows[i].label;
        struct device_facts_of of = { context, device, STYLE_NORMAL, &text };
        int label_cols = (int)strlen(label), cols;

        buf_clear(&text);
        device_facts_rows[i].add(&of);
        cols = label_cols + 1 + canvas_measure(canvas, buf_text(&text), text.len);
        if (text.len == 0)
            continue;
        if (col > DEVICE_FACTS_COL && col + cols > canvas->cols) {
            used++;
            col = DEVICE_FACTS_COL;
        }
        if (used > rows_max)
            break;
        canvas_puts(canvas, row + used - 1, col, STYLE_DIM, label);
        canvas_puts(canvas, row + used - 1, col + label_cols + 1, of.style, buf_text(&text));
        col += cols + DEVICE_FACTS_GAP_COLS;
    }
    buf_finish(&text);
    return used < rows_max ? used : rows_max;
}
