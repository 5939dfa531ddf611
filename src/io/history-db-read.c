/* SPDX-License-Identifier: MIT */
#include "io/history-db-parts.h"

#include "core/mem.h"

#include <stdlib.h>

enum { HISTORY_DB_EXPORT_BUSY_MS = 5000 };

/* The last samples of a series, oldest first; *n of them. */
static void history_db_read_series(struct history_db *db, int64_t series,
                                   struct history_sample *samples, size_t *n, size_t n_max)
{
    sqlite3_stmt *statement = history_db_statement(db, HISTORY_DB_LAST_SAMPLES);

    *n = 0;
    if (!statement)
        return;
    sqlite3_bind_int64(statement, 1, series);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)n_max);
    while (*n < n_max && sqlite3_step(statement) == SQLITE_ROW)
        samples[(*n)++] = (struct history_sample){ sqlite3_column_int64(statement, 0),
                                                   sqlite3_column_double(statement, 1) };
    sqlite3_reset(statement);
    for (size_t i = 0; i < *n / 2; i++) {
        struct history_sample sample = samples[i];

        samples[i] = samples[*n - 1 - i];
        samples[*n - 1 - i] = sample;
    }
}

void history_db_restore(struct history_db *db, const struct device *device, size_t n_max,
                        history_db_fn *fn, void *data)
{
    sqlite3_stmt *statement = history_db_statement(db, HISTORY_DB_LIST_SERIES);
    struct history_sample *samples;

    if (!statement)
        return;
    samples = mem_zero(n_max, sizeof *samples);
    sqlite3_bind_text(statement, 1, device->location, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, device->id, -1, SQLITE_STATIC);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        size_t n;

        history_db_read_series(db, sqlite3_column_int64(statement, 0), samples, &n, n_max);
        if (n)
            fn(data, (const char *)sqlite3_column_text(statement, 1), samples, n);
    }
    sqlite3_reset(statement);
    free(samples);
}

/* --- for others ------------------------------------------------------------- */

static const char history_db_query[] =
    "SELECT location, name, metric, at, value FROM device JOIN series ON series.device = device.id "
    "JOIN sample ON sample.series = series.id WHERE name = ?1 AND (?2 IS NULL OR location = ?2) "
    "AND at >= ?3 ORDER BY at, location, metric";

static int history_db_export_rows(sqlite3_stmt *statement, history_db_row_fn *fn, void *data)
{
    bool goes_on = true;
    int result = SQLITE_ROW;

    while (goes_on && (result = sqlite3_step(statement)) == SQLITE_ROW) {
        struct history_db_row row = { (const char *)sqlite3_column_text(statement, 0),
                                      (const char *)sqlite3_column_text(statement, 1),
                                      (const char *)sqlite3_column_text(statement, 2),
                                      { sqlite3_column_int64(statement, 3),
                                        sqlite3_column_double(statement, 4) } };

        goes_on = fn(data, &row);
    }
    return result == SQLITE_ROW || result == SQLITE_DONE ? SQLITE_OK : result;
}

bool history_db_export(const char *path, const char *location, const char *device, int64_t since_ms,
                       history_db_row_fn *fn, void *data, struct buf *err)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

    if (result == SQLITE_OK)
        result = sqlite3_busy_timeout(sqlite, HISTORY_DB_EXPORT_BUSY_MS);
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(sqlite, history_db_query, -1, &statement, NULL);
    if (result == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, device, -1, SQLITE_STATIC);
        if (location)
            sqlite3_bind_text(statement, 2, location, -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 3, since_ms);
        result = history_db_export_rows(statement, fn, data);
    }
    if (result != SQLITE_OK)
        buf_addf(err, "cannot read the history '%s': %s", path,
                 sqlite ? sqlite3_errmsg(sqlite) : sqlite3_errstr(result));
    sqlite3_finalize(statement);
    sqlite3_close(sqlite);
    return result == SQLITE_OK;
}
