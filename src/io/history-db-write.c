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
    HISTORY_DB_RETRY_MS = 10 * 1000,
    HISTORY_DB_TRIM_PAUSE_MS = 10 * 60 * 1000, /* between two looks through all series */
    HISTORY_DB_SAMPLES_FIRST = 64,
    HISTORY_DB_APART_MS = 100,
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
static void history_db_forget_series(struct history_db *db)
{
    for (size_t i = 0; i < db->n_devices; i++)
        if (db->devices[i])
            db->devices[i]->n = 0;
}

/* NULL: not known yet. */
static struct history_db_series *history_db_known(struct history_db *db,
                                                  const struct history_db_sample *sample)
{
    struct history_db_device *device = *history_db_device(db, sample->device->index);

    for (size_t i = 0; device && i < device->n; i++)
        if (device->series[i].metric == sample->metric)
            return &device->series[i];
    return NULL;
}

static struct history_db_series *history_db_remember(struct history_db *db,
                                                     const struct history_db_sample *sample,
                                                     int64_t id)
{
    struct history_db_device **at = history_db_device(db, sample->device->index);
    size_t n = *at ? (*at)->n : 0;

    *at = mem_resize(*at, 1, sizeof **at + (n + 1) * sizeof(*at)->series[0]);
    (*at)->n = n + 1;
    (*at)->series[n] = (struct history_db_series){ .metric = sample->metric, .id = id };
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

/* The series of a sample, which is made when it is new; NULL: *result says why not. */
static struct history_db_series *history_db_resolve(struct history_db *db,
                                                    const struct history_db_sample *sample,
                                                    int *result)
{
    struct history_db_series *series = history_db_known(db, sample);
    int64_t id = 0;

    *result = SQLITE_OK;
    if (series)
        return series;
    *result = history_db_find_series(db, sample, &id);
    if (*result == SQLITE_OK && !id) {
        *result = history_db_add_names(db, HISTORY_DB_ADD_DEVICE, sample);
        if (*result == SQLITE_OK)
            *result = history_db_add_names(db, HISTORY_DB_ADD_SERIES, sample);
        id = sqlite3_last_insert_rowid(db->sqlite);
    }
    return *result == SQLITE_OK ? history_db_remember(db, sample, id) : NULL;
}

/* --- samples ---------------------------------------------------------------- */

void history_db_add(struct history_db *db, const struct device *device, const char *metric,
                    struct history_sample sample)
{
    if (db->n_samples == HISTORY_DB_ROWS_MAX) {
        db->n_lost++;
        return;
    }
    if (db->n_samples == db->samples_size) {
        db->samples_size = db->samples_size ? 2 * db->samples_size : HISTORY_DB_SAMPLES_FIRST;
        db->samples = mem_resize(db->samples, db->samples_size, sizeof *db->samples);
    }
    db->samples[db->n_samples++] = (struct history_db_sample){
        .device = device, .metric = metric, .at_ms = sample.at_ms, .value = sample.value
    };
}

/* Messages that are read in one go came at the same time, as far as we can tell: they are kept
 * apart by a millisecond. */
static int64_t history_db_own_ms(const struct history_db_series *series,
                                 const struct history_db_sample *sample)
{
    int64_t ahead_ms = series->at_ms - sample->at_ms;

    if (ahead_ms < 0 || ahead_ms > HISTORY_DB_APART_MS || series->value == sample->value)
        return sample->at_ms;
    return series->at_ms + 1;
}

static int history_db_write(struct history_db *db, const struct history_db_sample *sample)
{
    int result;
    struct history_db_series *series = history_db_resolve(db, sample, &result);
    sqlite3_stmt *statement = history_db_statement(db, HISTORY_DB_ADD_SAMPLE);

    if (!series || !statement)
        return result != SQLITE_OK ? result : sqlite3_errcode(db->sqlite);
    series->at_ms = history_db_own_ms(series, sample);
    series->value = sample->value;
    sqlite3_bind_int64(statement, 1, series->id);
    sqlite3_bind_int64(statement, 2, series->at_ms);
    sqlite3_bind_double(statement, 3, series->value);
    result = sqlite3_step(statement);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int history_db_flush(struct history_db *db, int64_t for_ms)
{
    int64_t until_ms = loop_now_ms() + for_ms;
    int result = history_db_run(db, HISTORY_DB_BEGIN);
    size_t n = 0;

    while (result == SQLITE_OK && n < db->n_samples) {
        result = history_db_write(db, &db->samples[n++]);
        if (n % HISTORY_DB_ROWS_CHECK == 0 && loop_now_ms() >= until_ms)
            break;
    }
    if (result == SQLITE_OK)
        result = history_db_run(db, HISTORY_DB_COMMIT);
    if (result != SQLITE_OK) {
        if (!sqlite3_get_autocommit(db->sqlite))
            history_db_run(db, HISTORY_DB_ROLLBACK);
        history_db_forget_series(db);
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

static void history_db_tell_error(struct history_db *db)
{
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

void history_db_tick(struct history_db *db, int64_t wall_ms)
{
    /* The wall clock may have been set back. */
    if (db->due_ms > wall_ms + HISTORY_DB_BATCH_MS)
        db->due_ms = wall_ms + HISTORY_DB_BATCH_MS;
    if (wall_ms >= db->due_ms || (!db->error && db->n_samples >= HISTORY_DB_ROWS_EARLY))
        db->is_flushing = true;
    if (!db->is_flushing) {
        if (!db->error)
            history_db_trim(db, wall_ms);
        return;
    }
    db->error = db->n_samples ? history_db_flush(db, HISTORY_DB_FLUSH_MS) : SQLITE_OK;
    db->is_flushing = db->n_samples && !db->error;
    if (!db->is_flushing)
        db->due_ms = wall_ms + (db->error ? HISTORY_DB_RETRY_MS : HISTORY_DB_BATCH_MS);
    history_db_tell_error(db);
}
