/* SPDX-License-Identifier: MIT */
#include "export.h"

#include "core/csv.h"
#include "core/json.h"
#include "core/stamp.h"
#include "io/history-db.h"
#include "io/log.h"
#include "io/loop.h"
#include "startup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXPORT_DECIMALS = 3 };

struct export
{
    bool as_json;
    uint64_t n_rows;
    struct buf line;
};

static void export_format_json(const struct history_db_row *row, const char *time, struct buf *out)
{
    struct json json;

    json_begin(&json, out);
    json_text(&json, "time", time);
    json_text(&json, "location", row->location);
    json_text(&json, "device", row->device);
    json_text(&json, "metric", row->metric);
    json_number(&json, "value", row->sample.value);
    json_end(&json);
    buf_puts(out, "\n");
}

static void export_format_csv(const struct history_db_row *row, const char *time, struct buf *out)
{
    struct csv csv;

    csv_begin(&csv, out);
    csv_text(&csv, time);
    csv_text(&csv, row->location);
    csv_text(&csv, row->device);
    csv_text(&csv, row->metric);
    csv_number(&csv, row->sample.value);
    csv_end(&csv);
}

/* False: nobody reads any more. */
static bool export_row(void *data, const struct history_db_row *row)
{
    struct export *export = data;
    struct buf time = { 0 };

    buf_clear(&export->line);
    if (!export->as_json && !export->n_rows)
        buf_puts(&export->line, "time,location,device,metric,value\r\n");
    stamp_format(&time, row->sample.at_ms, EXPORT_DECIMALS);
    buf_puts(&time, "Z");
    if (export->as_json)
        export_format_json(row, time.data, &export->line);
    else
        export_format_csv(row, time.data, &export->line);
    buf_finish(&time);
    export->n_rows++;
    return fwrite(export->line.data, 1, export->line.len, stdout) == export->line.len;
}

int export_run(const struct config *config)
{
    const struct config_tape *tape = &config->tape;
    const char *slash = strchr(tape->export_device, '/');
    struct export export = { .as_json = config->output.json };
    struct buf location = { 0 }, err = { 0 };
    int64_t since_ms = tape->since_ms ? loop_wall_ms() - tape->since_ms : 0;
    int status = STARTUP_EXIT_OK;

    if (slash)
        buf_add(&location, tape->export_device, (size_t)(slash - tape->export_device));
    if (!history_db_export(tape->history_db, slash ? buf_text(&location) : NULL,
                           slash ? slash + 1 : tape->export_device, since_ms, export_row, &export,
                           &err)) {
        log_line("--export: %s", err.data);
        status = STARTUP_EXIT_USAGE;
    } else if (!export.n_rows) {
        log_line("--export: no readings of '%s' in '%s'", tape->export_device, tape->history_db);
        status = STARTUP_EXIT_FAILURE;
    }
    buf_finish(&export.line);
    buf_finish(&location);
    buf_finish(&err);
    return status;
}
