/* SPDX-License-Identifier: MIT */
#include "io/sensor.h"

#include "core/channel.h"
#include "core/listing.h"
#include "core/mem.h"
#include "core/text.h"
#include "io/sensor-site.h"

#include <stdlib.h>
#include <string.h>

enum { SENSOR_LIST_TEXT_COLS_MAX = 40 };

enum sensor_list_column {
    SENSOR_LIST_SPEC,
    SENSOR_LIST_KIND,
    SENSOR_LIST_NAME,
    SENSOR_LIST_NOW,
    SENSOR_LIST_COLUMN_COUNT_
};

static const char *const sensor_list_titles[SENSOR_LIST_COLUMN_COUNT_] = {
    [SENSOR_LIST_SPEC] = "SENSOR",
    [SENSOR_LIST_KIND] = "KIND",
    [SENSOR_LIST_NAME] = "NAME",
    [SENSOR_LIST_NOW] = "NOW",
};

static const char *const sensor_list_kinds[SENSORSPEC_KIND_COUNT_] = {
    [SENSORSPEC_IIO] = "IIO",
    [SENSORSPEC_W1] = "1-wire",
    [SENSORSPEC_HWMON] = "hwmon",
    [SENSORSPEC_THERMAL] = "thermal zone",
};

struct sensor_list_row {
    struct buf cells[SENSOR_LIST_COLUMN_COUNT_];
};

/* --- cells --- */

static void sensor_list_clean(struct buf *out, const char *text, size_t cols_max)
{
    text_clean(out, text, strlen(text), cols_max);
}

static void sensor_list_name(const struct sensor_site *site, struct buf *out)
{
    sensor_list_clean(out, site->name, SENSOR_LIST_TEXT_COLS_MAX);
    if (!site->label)
        return;
    buf_puts(out, " (");
    sensor_list_clean(out, site->label, SENSOR_LIST_TEXT_COLS_MAX);
    buf_puts(out, ")");
}

static void sensor_list_values(const struct reading *reading, struct buf *out)
{
    for (size_t i = 0; i < reading->n_metrics; i++) {
        const struct reading_metric *metric = &reading->metrics[i];

        buf_puts(out, i ? "  " : "");
        if (metric->has_value)
            channel_format(out, metric->name, metric->value);
        else
            buf_addf(out, "no %s", metric->name);
    }
}

/* Opened by what the list says, so that what it says is what works. */
static void sensor_list_now(const char *root, const char *text, struct buf *out)
{
    struct sensorspec spec = { 0 };
    struct sensor *sensor = NULL;
    struct buf why = { 0 };
    struct reading reading;

    if (sensorspec_parse(text, &spec, &why))
        sensor = sensor_create(root, &spec, &why);
    if (sensor && sensor_read(sensor, &reading, &why))
        sensor_list_values(&reading, out);
    if (why.len) {
        buf_puts(out, out->len ? "  " : "");
        sensor_list_clean(out, why.data, SIZE_MAX);
    }
    sensor_destroy(sensor);
    sensorspec_finish(&spec);
    buf_finish(&why);
}

/* --- rows --- */

static void sensor_list_finish_row(struct sensor_list_row *row)
{
    for (int i = 0; i < SENSOR_LIST_COLUMN_COUNT_; i++)
        buf_finish(&row->cells[i]);
}

/* The titles and one row a site. */
static void sensor_list_fill(const char *root, const struct sensor_sites *sites,
                             struct sensor_list_row *rows)
{
    for (int i = 0; i < SENSOR_LIST_COLUMN_COUNT_; i++)
        buf_puts(&rows[0].cells[i], sensor_list_titles[i]);
    for (size_t i = 0; i < sites->n; i++) {
        const struct sensor_site *site = &sites->items[i];
        struct buf *cells = rows[i + 1].cells;

        sensor_site_format(sites, site, &cells[SENSOR_LIST_SPEC]);
        buf_puts(&cells[SENSOR_LIST_KIND], sensor_list_kinds[site->kind]);
        sensor_list_name(site, &cells[SENSOR_LIST_NAME]);
        sensor_list_now(root, buf_text(&cells[SENSOR_LIST_SPEC]), &cells[SENSOR_LIST_NOW]);
    }
}

static void sensor_list_add_best(const struct sensor_sites *sites, struct buf *out)
{
    struct buf unused = { 0 };
    const struct sensor_site *best = sensor_sites_choose(sites, SENSORSPEC_AUTO, NULL, &unused);

    buf_puts(out, best ? "auto takes " : "auto takes none of them: name one");
    if (best)
        sensor_site_format(sites, best, out);
    buf_puts(out, "\n");
    buf_finish(&unused);
}

size_t sensor_format_list(const char *root, struct buf *out)
{
    size_t widths[SENSOR_LIST_COLUMN_COUNT_] = { 0 };
    struct sensor_list_row *rows;
    struct sensor_sites sites;
    size_t n;

    sensor_sites_find(root, &sites);
    n = sites.n;
    rows = mem_zero(n + 1, sizeof *rows);
    sensor_list_fill(root, &sites, rows);
    for (size_t i = 0; i <= n; i++)
        listing_measure(widths, rows[i].cells, SENSOR_LIST_COLUMN_COUNT_);
    for (size_t i = 0; n && i <= n; i++)
        listing_add_row(out, widths, rows[i].cells, SENSOR_LIST_COLUMN_COUNT_);
    if (n)
        sensor_list_add_best(&sites, out);
    else
        buf_addf(out, "no sensor found below %s\n", root);
    for (size_t i = 0; i <= n; i++)
        sensor_list_finish_row(&rows[i]);
    free(rows);
    sensor_sites_finish(&sites);
    return n;
}
