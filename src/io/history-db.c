/* SPDX-License-Identifier: MIT */
#include "io/history-db-parts.h"

#include "core/mem.h"
#include "core/stamp.h"
#include "io/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    HISTORY_DB_APPLICATION = 0x73746f70, /* "stop": see file(1) and the format of SQLite's files */
    HISTORY_DB_BUSY_MS = 1000,           /* at the start, for a reader that goes */
    HISTORY_DB_CHECK_MS = 2000,          /* a large file on a slow card is believed in the end */
    HISTORY_DB_CHECK_STEPS = 10000,      /* of SQLite, between two looks at the clock */
    HISTORY_DB_NEWS_BYTES = 1000,        /* until somebody asks */
};

/* A page of 1 KiB: a batch touches one of each series, and the rest of a page is written for
 * nothing. A checkpoint, the one thing that waits for the disk, comes every MB (or see settle). */
static const char history_db_schema[] =
    "PRAGMA page_size=1024;"
    "PRAGMA journal_mode=WAL;"
    "BEGIN IMMEDIATE;"
    "CREATE TABLE device(id INTEGER PRIMARY KEY, location TEXT NOT NULL, name TEXT NOT NULL,"
    " UNIQUE(location, name));"
    "CREATE TABLE series(id INTEGER PRIMARY KEY, device INTEGER NOT NULL REFERENCES device,"
    " metric TEXT NOT NULL, UNIQUE(device, metric));"
    "CREATE TABLE sample(series INTEGER NOT NULL REFERENCES series, at INTEGER NOT NULL,"
    " value REAL NOT NULL, PRIMARY KEY(series, at)) WITHOUT ROWID;"
    "PRAGMA application_id=1937010544;"
    "PRAGMA user_version=1;"
    "COMMIT;"
    "PRAGMA wal_checkpoint(TRUNCATE);"; /* into the file itself */

static const char history_db_settings[] = "PRAGMA synchronous=NORMAL;"
                                          "PRAGMA wal_autocheckpoint=1000;"
                                          "PRAGMA cache_size=-1024;"
                                          "PRAGMA trusted_schema=OFF;"
                                          "PRAGMA temp_store=MEMORY;";

/* Changes nothing, and writes that. */
static const char history_db_trial[] = "BEGIN IMMEDIATE; PRAGMA user_version=1; COMMIT;";

static const char *const history_db_texts[HISTORY_DB_STATEMENT_COUNT_] = {
    [HISTORY_DB_BEGIN] = "BEGIN IMMEDIATE",
    [HISTORY_DB_COMMIT] = "COMMIT",
    [HISTORY_DB_ROLLBACK] = "ROLLBACK",
    [HISTORY_DB_ADD_DEVICE] = "INSERT OR IGNORE INTO device(location, name) VALUES(?1, ?2)",
    [HISTORY_DB_ADD_SERIES] = "INSERT INTO series(device, metric) SELECT id, ?3 FROM device "
                              "WHERE location = ?1 AND name = ?2",
    [HISTORY_DB_FIND_SERIES] = "SELECT series.id FROM series JOIN device ON device.id = device "
                               "WHERE location = ?1 AND name = ?2 AND metric = ?3",
    [HISTORY_DB_ADD_SAMPLE] = "INSERT OR IGNORE INTO sample(series, at, value) VALUES(?1, ?2, ?3)",
    [HISTORY_DB_LIST_SERIES] = "SELECT series.id, metric FROM series JOIN device "
                               "ON device.id = device WHERE location = ?1 AND name = ?2 "
                               "ORDER BY series.id",
    [HISTORY_DB_LAST_SAMPLES] =
        "SELECT at, value FROM sample WHERE series = ?1 ORDER BY at DESC LIMIT ?2",
    [HISTORY_DB_NEXT_SERIES] = "SELECT min(id) FROM series WHERE id > ?1",
    [HISTORY_DB_OLDEST_SAMPLE] = "SELECT min(at) FROM sample WHERE series = ?1",
    [HISTORY_DB_TRIM] =
        "DELETE FROM sample WHERE series = ?1 AND at < ?2 AND at <= ifnull("
        "(SELECT at FROM sample WHERE series = ?1 ORDER BY at LIMIT 1 OFFSET 1000), ?2)",
};

/* --- statements ------------------------------------------------------------- */

sqlite3_stmt *history_db_statement(struct history_db *db, enum history_db_statement which)
{
    sqlite3_stmt **statement = &db->statements[which];

    if (!*statement)
        sqlite3_prepare_v3(db->sqlite, history_db_texts[which], -1, SQLITE_PREPARE_PERSISTENT,
                           statement, NULL);
    if (*statement)
        sqlite3_reset(*statement);
    return *statement;
}

int history_db_run(struct history_db *db, enum history_db_statement which)
{
    sqlite3_stmt *statement = history_db_statement(db, which);
    int result = statement ? sqlite3_step(statement) : sqlite3_errcode(db->sqlite);

    if (statement)
        sqlite3_reset(statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

/* One number, of a PRAGMA; or fallback. */
static int64_t history_db_ask(sqlite3 *sqlite, const char *text, int64_t fallback)
{
    sqlite3_stmt *statement = NULL;
    int64_t answer = fallback;

    if (sqlite3_prepare_v2(sqlite, text, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return answer;
}

/* --- what is told ----------------------------------------------------------- */

void history_db_tell(struct history_db *db, const char *format, ...)
{
    char text[300];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!db->news.len)
        buf_addf(&db->news, "%s: %s", db->path, text);
    else if (db->news.len < HISTORY_DB_NEWS_BYTES)
        buf_addf(&db->news, "; %s", text);
}

bool history_db_news(struct history_db *db, struct buf *out)
{
    if (!db->news.len)
        return false;
    buf_puts(out, db->news.data);
    buf_clear(&db->news);
    return true;
}

/* --- opening ---------------------------------------------------------------- */

enum history_db_verdict {
    HISTORY_DB_GOOD,
    HISTORY_DB_EMPTY,
    HISTORY_DB_DAMAGED,
    HISTORY_DB_REFUSED, /* err says why */
};

/* Another sensortop, of another user perhaps, would write the same readings once more. */
static bool history_db_lock(struct history_db *db, struct buf *err)
{
    const char *why = NULL;

    db->lock_fd = open(db->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    if (db->lock_fd < 0) {
        why = strerror(errno);
        db->lock_fd = open(db->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    }
    if (db->lock_fd >= 0 && flock(db->lock_fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK) {
        db->is_reader = true;
        why = NULL;
    }
    if (why)
        buf_addf(err, "--history-db: cannot use '%s': %s", db->path, why);
    return !why;
}

static enum history_db_verdict history_db_judge(struct history_db *db, int result, struct buf *err)
{
    if (result == SQLITE_OK)
        return HISTORY_DB_GOOD;
    if (result == SQLITE_CORRUPT || result == SQLITE_NOTADB)
        return HISTORY_DB_DAMAGED;
    buf_addf(err, "--history-db: cannot use '%s': %s", db->path,
             db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(result));
    return HISTORY_DB_REFUSED;
}

static enum history_db_verdict history_db_identify(struct history_db *db, struct buf *err)
{
    int64_t application = history_db_ask(db->sqlite, "PRAGMA application_id", -1);
    int64_t version = history_db_ask(db->sqlite, "PRAGMA user_version", -1);
    int64_t tables = history_db_ask(db->sqlite, "SELECT count(*) FROM sqlite_schema", -1);

    if (application < 0 || version < 0 || tables < 0)
        return history_db_judge(db, sqlite3_errcode(db->sqlite), err);
    if (!application && !version && !tables)
        return HISTORY_DB_EMPTY;
    if (application != HISTORY_DB_APPLICATION)
        buf_addf(err, "--history-db: '%s' is a database of another program", db->path);
    else if (version > HISTORY_DB_VERSION)
        buf_addf(err,
                 "--history-db: '%s' is of a newer sensortop (version %" PRId64
                 ", this one knows %d)",
                 db->path, version, HISTORY_DB_VERSION);
    else
        return HISTORY_DB_GOOD;
    return HISTORY_DB_REFUSED;
}

static int history_db_is_late(void *data)
{
    const int64_t *until_ms = data;

    return loop_now_ms() > *until_ms;
}

/* As far as that goes in a short time. */
static bool history_db_is_sound(struct history_db *db)
{
    int64_t until_ms = loop_now_ms() + HISTORY_DB_CHECK_MS;
    sqlite3_stmt *statement = NULL;
    bool is_sound = true;
    int result;

    sqlite3_progress_handler(db->sqlite, HISTORY_DB_CHECK_STEPS, history_db_is_late, &until_ms);
    result = sqlite3_prepare_v2(db->sqlite, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        is_sound = strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0;
    else
        is_sound = result == SQLITE_INTERRUPT;
    sqlite3_finalize(statement);
    sqlite3_progress_handler(db->sqlite, 0, NULL, NULL);
    return is_sound;
}

static enum history_db_verdict history_db_begin_reading(struct history_db *db, struct buf *err)
{
    int mode = db->is_reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int result = sqlite3_open_v2(db->path, &db->sqlite, mode | SQLITE_OPEN_NOMUTEX, NULL);
    enum history_db_verdict verdict;

    if (result == SQLITE_OK)
        result = sqlite3_busy_timeout(db->sqlite, HISTORY_DB_BUSY_MS);
    verdict = history_db_judge(db, result, err);
    return verdict == HISTORY_DB_GOOD ? history_db_identify(db, err) : verdict;
}

/* Somebody may be writing to it by hand, which is for the user to end; that the disk is full, or
 * worse, shows at once, and may pass. */
static enum history_db_verdict history_db_try(struct history_db *db, struct buf *err)
{
    int result = sqlite3_exec(db->sqlite, history_db_trial, NULL, NULL, NULL);

    if (!sqlite3_get_autocommit(db->sqlite))
        history_db_run(db, HISTORY_DB_ROLLBACK);
    if (result != SQLITE_FULL && result != SQLITE_IOERR)
        return history_db_judge(db, result, err);
    history_db_note_error(db, result);
    return HISTORY_DB_GOOD;
}

static enum history_db_verdict history_db_begin(struct history_db *db, struct buf *err)
{
    enum history_db_verdict verdict = history_db_begin_reading(db, err);

    if (db->is_reader) {
        history_db_tell(db, "only read, another sensortop writes to it");
        return verdict == HISTORY_DB_EMPTY ? HISTORY_DB_GOOD : verdict;
    }
    if (verdict == HISTORY_DB_GOOD && !history_db_is_sound(db))
        verdict = HISTORY_DB_DAMAGED;
    if (verdict == HISTORY_DB_EMPTY)
        verdict = history_db_judge(
            db, sqlite3_exec(db->sqlite, history_db_schema, NULL, NULL, NULL), err);
    if (verdict == HISTORY_DB_GOOD)
        verdict = history_db_judge(
            db, sqlite3_exec(db->sqlite, history_db_settings, NULL, NULL, NULL), err);
    return verdict == HISTORY_DB_GOOD ? history_db_try(db, err) : verdict;
}

static void history_db_end(struct history_db *db)
{
    for (int i = 0; i < HISTORY_DB_STATEMENT_COUNT_; i++) {
        sqlite3_finalize(db->statements[i]);
        db->statements[i] = NULL;
    }
    sqlite3_close(db->sqlite);
    db->sqlite = NULL;
    if (db->lock_fd >= 0)
        close(db->lock_fd);
    db->lock_fd = -1;
}

static void history_db_move(const struct history_db *db, const char *to, const char *suffix)
{
    struct buf from_path = { 0 }, to_path = { 0 };

    buf_addf(&from_path, "%s%s", db->path, suffix);
    buf_addf(&to_path, "%s%s", to, suffix);
    rename(from_path.data, to_path.data);
    buf_finish(&from_path);
    buf_finish(&to_path);
}

/* With what belongs to it; nothing of it is lost for who can mend it. */
static void history_db_set_aside(struct history_db *db, int64_t wall_ms)
{
    struct buf to = { 0 };

    history_db_end(db);
    buf_addf(&to, "%s.damaged-", db->path);
    stamp_format(&to, wall_ms, 0);
    history_db_move(db, to.data, "");
    history_db_move(db, to.data, "-wal");
    history_db_move(db, to.data, "-shm");
    history_db_tell(db, "damaged: set aside as %s, and begun anew", to.data);
    buf_finish(&to);
}

struct history_db *history_db_open(const struct history_db_options *options, int64_t wall_ms,
                                   struct buf *err)
{
    struct history_db *db = mem_zero(1, sizeof *db);
    enum history_db_verdict verdict = HISTORY_DB_REFUSED;

    db->options = *options;
    db->path = mem_text(options->path, strlen(options->path));
    db->due_ms = wall_ms + HISTORY_DB_BATCH_MS;
    if (history_db_lock(db, err))
        verdict = history_db_begin(db, err);
    if (verdict == HISTORY_DB_DAMAGED && !db->is_reader) {
        history_db_set_aside(db, wall_ms);
        verdict = history_db_lock(db, err) ? history_db_begin(db, err) : HISTORY_DB_REFUSED;
    }
    if (verdict == HISTORY_DB_GOOD) {
        /* From now on keys are waiting. */
        sqlite3_busy_timeout(db->sqlite, 0);
        if (db->options.never_waits)
            history_db_stop_waiting(db);
        return db;
    }
    if (verdict == HISTORY_DB_DAMAGED)
        buf_addf(err, "--history-db: '%s' is damaged, and cannot be set aside", db->path);
    history_db_close(db);
    return NULL;
}

void history_db_close(struct history_db *db)
{
    if (!db)
        return;
    history_db_finish(db);
    history_db_end(db);
    for (size_t i = 0; i < db->n_devices; i++)
        free(db->devices[i]);
    free(db->devices);
    free(db->samples);
    buf_finish(&db->news);
    free(db->path);
    free(db);
}
