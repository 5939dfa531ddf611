/* SPDX-License-Identifier: MIT
 *
 * history-db-parts: what the files of `history-db` share; nobody else includes
 * it.
 *
 *   history-db.c         the file: opened, checked, set aside
 *   history-db-write.c   samples into it, and out of it when they are old
 *   history-db-settle.c  without waiting for the disk
 *   history-db-read.c    samples back
 */
#ifndef SENSORTOP_IO_HISTORY_DB_PARTS_H
#define SENSORTOP_IO_HISTORY_DB_PARTS_H

#include "io/history-db.h"

#include <sqlite3.h>

/* A sample that waits. */
struct history_db_sample {
    const struct device *device;
    const char *metric;
    int64_t at_ms;
    double value;
};

/* A metric of a device. */
struct history_db_series {
    const char *metric; /* the same pointer for the same metric */
    int64_t id;         /* in the file; 0: not known */
    int64_t at_ms;      /* of the last sample */
    double value;
};

/* All of a device that are known. */
struct history_db_device {
    size_t n;
    struct history_db_series series[];
};

enum history_db_statement {
    HISTORY_DB_BEGIN,
    HISTORY_DB_COMMIT,
    HISTORY_DB_ROLLBACK,
    HISTORY_DB_ADD_DEVICE,
    HISTORY_DB_ADD_SERIES,
    HISTORY_DB_FIND_SERIES,
    HISTORY_DB_ADD_SAMPLE,
    HISTORY_DB_LIST_SERIES,
    HISTORY_DB_LAST_SAMPLES,
    HISTORY_DB_NEXT_SERIES,
    HISTORY_DB_OLDEST_SAMPLE,
    HISTORY_DB_TRIM,
    HISTORY_DB_STATEMENT_COUNT_
};

struct history_db {
    struct history_db_options options;
    char *path;
    int lock_fd;    /* held while we write to the file */
    bool is_reader; /* somebody else does */
    sqlite3 *sqlite;
    sqlite3_stmt *statements[HISTORY_DB_STATEMENT_COUNT_];

    size_t n_devices; /* by the device's index */
    struct history_db_device **devices;
    size_t n_samples;
    size_t samples_size;
    struct history_db_sample *samples; /* that wait, oldest first */

    int64_t tick_ms;       /* the last one, wall clock, as all of these */
    int log_pages;         /* that SQLite has not brought into the file */
    int64_t committed_ms;  /* the last of them */
    int64_t checkpoint_ms; /* when they were brought there */

    int64_t due_ms; /* of the next batch, wall clock */
    bool is_flushing;
    int64_t slow_ms;     /* when it was last told that the disk is slow */
    int64_t trim_ms;     /* when all series were last looked through */
    int64_t trim_series; /* the one looked at last; 0: none */
    bool has_more_to_trim;
    int error; /* of SQLite, of the last batch; 0: it was written */
    bool was_error_told;
    uint64_t n_lost;
    uint64_t n_told_lost;
    struct buf news;
};

/* Prepared when first wanted; NULL: it cannot be, see sqlite3_errmsg. */
sqlite3_stmt *history_db_statement(struct history_db *db, enum history_db_statement which);

/* Runs one that gives no rows; an SQLite result, SQLITE_OK when done. */
int history_db_run(struct history_db *db, enum history_db_statement which);

/* From now on nothing waits for the disk, and then again all does. Meanwhile no transaction is to
 * be begun while it settles; that brings the log into the file, too, when it is long. */
void history_db_stop_waiting(struct history_db *db);
void history_db_wait_again(struct history_db *db);
bool history_db_settles(struct history_db *db);

void history_db_tell(struct history_db *db, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Of the last attempt to write; SQLITE_OK: it went well. News when that is new. */
void history_db_note_error(struct history_db *db, int error);

/* Writes what waits, up to so many ms; an SQLite result. */
int history_db_flush(struct history_db *db, int64_t for_ms);

#endif
