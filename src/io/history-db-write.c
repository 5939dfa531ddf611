/* SPDX-License-Identifier: MIT */
#include "io/history-db-parts.h"

#include "core/mem.h"
#include "io/loop.h"

#include <stdlib.h>
#include <string.h>

enum {
    HISTORY_DB_FLUSH_MS = 25, /* of a tick */
    HISTORY_DB_TRIM_MS = 10,
    HISTORY_DB_ROWS_CHECK = 64, /* between two looks at the clock */
    HISTORY_DB_ROWS_EARLY = 20000,
    HISTORY_DB_ROWS_AT_ONCE = 4000,
    HISTORY_DB_SLOW_MS = 1000,
    HISTORY_DB_SLOW_PAUSE_MS = 60 * 60 * 1000,
    HISTORY_DB_RETRY_MS = 10 * 1000,
    HISTORY_DB_TRIM_PAUSE_MS = 10 * 60 * 1000, /* between two looks through all series */
    HISTORY_DB_SAMPLES_FIRST = 64,
    HISTORY_DB_APART_MS = 100,
    HISTORY_DB_FINISH_MS = 1000,
};

/* --- series ----------------------------------------------------------------- */

static struct history_db_device **history_db_device(struct history_db *db, size_t index)
{
    if (index >= db->n_devices) {
        size_t n = 2 * index + 1;

        db->devices = mem_resize(db->devices, n, sizeof(struct history_db_device *));
        memset(db->devices + db->n_devices, 0,
               (n - db->n_devices) * sizeof(struct history_db_device *));
        db->n_devices = n;
    }
    return &db->devices[index];
}

/* Their numbers may have been of a transaction that came to nothing. */
static void history_db_forget_numbers(struct history_db *db)
{
    for (size_t i = 0; i < db->n_devices; i++)
        for (size_t k = 0; db->devices[i] && k < db->devices[i]->n; k++)
            db->devices[i]->series[k].id = 0;
}

static struct history_db_series *history_db_series(struct history_db *db,
                                                   const struct device *device, const char *metric)
{
    struct history_db_device **at = history_db_device(db, device->index);
    size_t n = *at ? (*at)->n : 0;

    for (size_t i = 0; i < n; i++)
        if ((*at)->series[i].metric == metric)
            return &(*at)->series[i];
    *at = mem_resize(*at, 1, sizeof **at + (n + 1) * sizeof(*at)->series[0]);
    (*at)->n = n + 1;
    (*at)->series[n] = (struct history_db_series){ .metric = metric };
    return &(*at)->series[n];
}

static int history_db_bind_names(sqlite3_stmt *statement, const struct history_db_sample *sample)
{
    sqlite3_bind_text(statement, 1, sample->device->location, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, sample->device->id, -1, SQLITE_STATIC);
    return sqlite3_bind_text(statement, 3, sample->metric, -1, SQLITE_STATIC);
}

static int history_db_find_series(struct history_db *db, const struct history_db_sample *sample,
                                  int64_t *id)
{
    sqlite3_stmt *statement = history_db_statement(db, HISTORY_DB_FIND_SERIES);
    int result;

    if (!statement)
        return sqlite3_errcode(db->sqlite);
    history_db_bind_names(statement, sample);
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        *id = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE ? SQLITE_OK : result;
}

static int history_db_add_names(struct history_db *db, enum history_db_statement which,
                                const struct history_db_sample *sample)
{
    sqlite3_stmt *statement = history_db_statement(db, which);
    int result = sqlite3_errcode(db->sqlite);

    if (statement) {
        sqlite3_bind_text(statement, 1, sample->device->location, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 2, sample->device->id, -1, SQLITE_STATIC);
        if (which == HISTORY_DB_ADD_SERIES)
            history_db_bind_names(statement, sample);
        result = sqlite3_step(statement);
        sqlite3_reset(statement);
    }
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

/* Makes the series when it is new. */
static int history_db_resolve(struct history_db *db, const struct history_db_sample *sample,
                              struct history_db_series *series)
{
    int result;

    if (series->id)
        return SQLITE_OK;
    result = history_db_find_series(db, sample, &series->id);
    if (result != SQLITE_OK || series->id)
        return result;
    result = history_db_add_names(db, HISTORY_DB_ADD_DEVICE, sample);
    if (result == SQLITE_OK)
        result = history_db_add_names(db, HISTORY_DB_ADD_SERIES, sample);
    if (result == SQLITE_OK)
        series->id = sqlite3_last_insert_rowid(db->sqlite);
    return result;
}

/* --- samples ---------------------------------------------------------------- */

/* Messages that are read in one go came at the same time, as far as we can tell: they are kept
 * apart by a millisecond. */
static int64_t history_db_own_ms(const struct history_db_series *series,
                                 struct history_sample sample)
{
    int64_t ahead_ms = series->at_ms - sample.at_ms;

    if (ahead_ms < 0 || ahead_ms > HISTORY_DB_APART_MS || series->value == sample.value)
        return sample.at_ms;
    return series->at_ms + 1;
}

void history_db_add(struct history_db *db, const struct device *device, const char *metric,
                    struct history_sample sample)
{
    struct history_db_series *series;

    if (db->is_reader)
        return;
    if (db->n_samples == HISTORY_DB_ROWS_MAX) {
        db->n_lost++;
        return;
    }
    if (db->n_samples == db->samples_size) {
        db->samples_size = db->samples_size ? 2 * db->samples_size : HISTORY_DB_SAMPLES_FIRST;
        db->samples = mem_resize(db->samples, db->samples_size, sizeof *db->samples);
    }
    series = history_db_series(db, device, metric);
    series->at_ms = history_db_own_ms(series, sample);
    series->value = sample.value;
    db->samples[db->n_samples++] = (struct history_db_sample){
        .device = device, .metric = metric, .at_ms = series->at_ms, .value = sample.value
    };
}

static int history_db_compare(const void *left, const void *right)
{
    const struct history_db_sample *a = left, *b = right;

    if (a->device != b->device)
        return a->device->index < b->device->index ? -1 : 1;
    if (a->metric != b->metric)
        return (uintptr_t)a->metric < (uintptr_t)b->metric ? -1 : 1;
    return a->at_ms < b->at_ms ? -1 : a->at_ms > b->at_ms;
}

/* Series after series: what lies side by side in the file is written together. */
static void history_db_sort(struct history_db *db)
{
    qsort(db->samples, db->n_samples, sizeof *db->samples, history_db_compare);
}

static int history_db_write(struct history_db *db, const struct history_db_sample *sample)
{
    struct history_db_series *series = history_db_series(db, sample->device, sample->metric);
    int result = history_db_resolve(db, sample, series);
    sqlite3_stmt *statement = history_db_statement(db, HISTORY_DB_ADD_SAMPLE);

    if (result != SQLITE_OK || !statement)
        return result != SQLITE_OK ? result : sqlite3_errcode(db->sqlite);
    sqlite3_bind_int64(statement, 1, series->id);
    sqlite3_bind_int64(statement, 2, sample->at_ms);
    sqlite3_bind_double(statement, 3, sample->value);
    result = sqlite3_step(statement);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int history_db_flush(struct history_db *db, int64_t for_ms)
{
    int64_t until_ms = loop_now_ms() + for_ms;
    int result = history_db_run(db, HISTORY_DB_BEGIN);
    size_t n = 0;

    while (result == SQLITE_OK && n < db->n_samples && n < HISTORY_DB_ROWS_AT_ONCE) {
        result = history_db_write(db, &db->samples[n++]);
        if (n % HISTORY_DB_ROWS_CHECK == 0 && loop_now_ms() >= until_ms)
            break;
    }
    if (result == SQLITE_OK)
        result = history_db_run(db, HISTORY_DB_COMMIT);
    if (result != SQLITE_OK) {
        if (!sqlite3_get_autocommit(db->sqlite))
            history_db_run(db, HISTORY_DB_ROLLBACK);
        history_db_forget_numbers(db);
        return result;
    }
    memmove(db->samples, db->samples + n, (db->n_samples - n) * sizeof *db->samples);
    db->n_samples -= n;
    return SQLITE_OK;
}

/* --- what is old ------------------------------------------------------------ */

static int64_t history_db_ask_series(struct history_db *db, enum history_db_statement which,
                                     int64_t series)
{
    sqlite3_stmt *statement = history_db_statement(db, which);
    int64_t answer = 0;

    if (!statement)
        return 0;
    sqlite3_bind_int64(statement, 1, series);
    if (sqlite3_step(statement) == SQLITE_ROW)
        answer = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return answer;
}

static int64_t history_db_ask_bytes(struct history_db *db)
{
    sqlite3_stmt *statement = NULL;
    int64_t bytes = 0;

    if (sqlite3_prepare_v2(db->sqlite,
                           "SELECT (page_count - freelist_count) * page_size FROM "
                           "pragma_page_count, pragma_freelist_count, pragma_page_size",
                           -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        bytes = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return bytes;
}

/* Of each series alike the oldest tenth makes room, over and over. */
static int64_t history_db_limit_ms(struct history_db *db, int64_t series, int64_t wall_ms)
{
    int64_t limit_ms = db->options.keep_ms ? wall_ms - db->options.keep_ms : INT64_MIN;
    int64_t oldest_ms = history_db_ask_series(db, HISTORY_DB_OLDEST_SAMPLE, series);
    int64_t tenth_ms = oldest_ms + (wall_ms - oldest_ms) / 10;

    if (oldest_ms && history_db_ask_bytes(db) > db->options.bytes_max && tenth_ms > limit_ms)
        return tenth_ms;
    return limit_ms;
}

/* A thousand samples of a series at a time. */
static int history_db_trim_series(struct history_db *db, int64_t wall_ms)
{
    int64_t limit_ms = history_db_limit_ms(db, db->trim_series, wall_ms);
    sqlite3_stmt *statement = history_db_statement(db, HISTORY_DB_TRIM);
    int result;

    if (!statement)
        return sqlite3_errcode(db->sqlite);
    sqlite3_bind_int64(statement, 1, db->trim_series);
    sqlite3_bind_int64(statement, 2, limit_ms);
    result = sqlite3_step(statement);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

static void history_db_trim(struct history_db *db, int64_t wall_ms)
{
    int64_t until_ms = loop_now_ms() + HISTORY_DB_TRIM_MS;
    int result = SQLITE_OK;

    if (!db->trim_series && wall_ms - db->trim_ms < HISTORY_DB_TRIM_PAUSE_MS)
        return;
    while (result == SQLITE_OK && loop_now_ms() < until_ms) {
        if (!db->has_more_to_trim)
            db->trim_series = history_db_ask_series(db, HISTORY_DB_NEXT_SERIES, db->trim_series);
        if (!db->trim_series) {
            db->trim_ms = wall_ms;
            return;
        }
        result = history_db_trim_series(db, wall_ms);
        db->has_more_to_trim = result == SQLITE_OK && sqlite3_changes(db->sqlite) >= 1000;
    }
}

/* --- once a second ---------------------------------------------------------- */

void history_db_note_error(struct history_db *db, int error)
{
    db->error = error;
    if (db->error && !db->was_error_told)
        history_db_tell(db, "readings cannot be kept: %s", sqlite3_errstr(db->error));
    else if (!db->error && db->was_error_told)
        history_db_tell(db, "readings are kept again, %llu are missing",
                        (unsigned long long)(db->n_lost - db->n_told_lost));
    else if (!db->error && db->n_lost > db->n_told_lost)
        history_db_tell(db, "%llu readings could not be kept: the disk is too slow",
                        (unsigned long long)(db->n_lost - db->n_told_lost));
    if (!db->error)
        db->n_told_lost = db->n_lost;
    db->was_error_told = db->error;
}

/* Whoever looks at the screen has felt it. */
static void history_db_tell_slow(struct history_db *db, int64_t took_ms, int64_t wall_ms)
{
    if (took_ms < HISTORY_DB_SLOW_MS || wall_ms - db->slow_ms < HISTORY_DB_SLOW_PAUSE_MS)
        return;
    db->slow_ms = wall_ms;
    history_db_tell(db, "the disk is slow: everything stood still for %lld ms", (long long)took_ms);
}

static void history_db_flush_some(struct history_db *db, int64_t wall_ms)
{
    int64_t start_ms = loop_now_ms();

    history_db_note_error(db,
                          db->n_samples ? history_db_flush(db, HISTORY_DB_FLUSH_MS) : SQLITE_OK);
    db->is_flushing = db->n_samples && !db->error;
    if (!db->is_flushing)
        db->due_ms = wall_ms + (db->error ? HISTORY_DB_RETRY_MS : HISTORY_DB_BATCH_MS);
    history_db_tell_slow(db, loop_now_ms() - start_ms, wall_ms);
}

void history_db_tick(struct history_db *db, int64_t wall_ms)
{
    bool is_due = wall_ms >= db->due_ms || (!db->error && db->n_samples >= HISTORY_DB_ROWS_EARLY);

    if (db->is_reader)
        return;
    db->tick_ms = wall_ms;
    if (db->options.never_waits && history_db_settles(db))
        return;
    /* The wall clock may have been set back. */
    if (db->due_ms > wall_ms + HISTORY_DB_BATCH_MS)
        db->due_ms = wall_ms + HISTORY_DB_BATCH_MS;
    if (is_due && !db->is_flushing) {
        history_db_sort(db);
        db->is_flushing = true;
    }
    if (db->is_flushing)
        history_db_flush_some(db, wall_ms);
    else if (!db->error)
        history_db_trim(db, wall_ms);
}

void history_db_finish(struct history_db *db)
{
    int64_t until_ms = loop_now_ms() + HISTORY_DB_FINISH_MS;
    int error = SQLITE_OK;
    uint64_t n_missing;

    if (db->options.never_waits)
        history_db_wait_again(db);
    while (db->n_samples && !error && loop_now_ms() < until_ms)
        error = history_db_flush(db, HISTORY_DB_FINISH_MS);
    db->n_lost += db->n_samples;
    db->n_samples = 0;
    n_missing = db->n_lost - db->n_told_lost;
    if (n_missing)
        history_db_tell(db, "%llu readings could not be kept: %s", (unsigned long long)n_missing,
                        error ? sqlite3_errstr(error) : "the disk is too slow");
    db->n_told_lost = db->n_lost;
}
