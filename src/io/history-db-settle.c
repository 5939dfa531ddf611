/* SPDX-License-Identifier: MIT */
#include "io/history-db-parts.h"

/* SQLite waits for the disk so that it gets things in their order: first the log, then the file,
 * then what overwrites the log. Here time does that: what is older than this the kernel has written
 * by itself (vm.dirty_expire_centisecs, 30 s, looked at every 5 s). */
enum { HISTORY_DB_SETTLE_MS = 45 * 1000, HISTORY_DB_LOG_PAGES = 4000 };

static int history_db_on_commit(void *data, sqlite3 *sqlite, const char *name, int n_pages)
{
    struct history_db *db = data;

    (void)sqlite;
    (void)name;
    db->log_pages = n_pages;
    db->committed_ms = db->tick_ms;
    return SQLITE_OK;
}

void history_db_stop_waiting(struct history_db *db)
{
    sqlite3_exec(db->sqlite, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
    sqlite3_wal_hook(db->sqlite, history_db_on_commit, db); /* in the place of its checkpoints */
}

void history_db_wait_again(struct history_db *db)
{
    if (db->sqlite)
        sqlite3_exec(db->sqlite, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL);
}

/* The clock may have been set back. */
static bool history_db_is_fresh(const struct history_db *db, int64_t at_ms)
{
    return db->tick_ms >= at_ms && db->tick_ms - at_ms < HISTORY_DB_SETTLE_MS;
}

/* What a reader is in the way of has another turn after the next commit. */
static void history_db_checkpoint(struct history_db *db)
{
    sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    db->log_pages = 0;
    db->checkpoint_ms = db->tick_ms;
}

bool history_db_settles(struct history_db *db)
{
    bool is_long = db->log_pages >= HISTORY_DB_LOG_PAGES;
    bool is_urgent = db->n_samples >= HISTORY_DB_ROWS_MAX / 2;

    if (!is_urgent && (history_db_is_fresh(db, db->checkpoint_ms) ||
                       (is_long && history_db_is_fresh(db, db->committed_ms))))
        return true;
    if (is_long)
        history_db_checkpoint(db);
    return is_long && !is_urgent;
}
