/* SPDX-License-Identifier: MIT */
#include "io/history-db.h"

#include "row.h"
#include "tree.h"

#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WALL_MS INT64_C(1700000000000)
#define HOUR_MS INT64_C(3600000)

enum {
    PATH_BYTES = 128,
    BATCH_MS = HISTORY_DB_BATCH_MS,
    BATCH_ROWS = 60,
    TICKS = HISTORY_DB_ROWS_MAX / 64 + 100 /* for all that may wait, on the slowest machine */
};

static unsigned n_syncs;

/* In the place of libc's, also for SQLite. */
int fsync(int fd)
{
    n_syncs++;
    return fd >= 0 ? 0 : -1;
}

int fdatasync(int fd)
{
    return fsync(fd);
}

struct desk {
    struct tree tree;
    char path[PATH_BYTES];
    struct device_table *devices;
    struct history_db_options options;
    struct buf said;
    struct buf got; /* what was read */
};

static struct device *desk_device(struct desk *desk, const char *location, const char *device)
{
    struct topic topic = { .location = location,
                           .location_len = strlen(location),
                           .device = device,
                           .device_len = strlen(device) };

    return device_table_add(desk->devices, &topic, 0);
}

static int desk_init(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);

    tree_create(&desk->tree, NULL);
    snprintf(desk->path, PATH_BYTES, "%s/history", desk->tree.root);
    desk->devices = device_table_create(200, 1);
    desk->options = (struct history_db_options){ .path = desk->path, .bytes_max = 100 << 20 };
    *state = desk;
    return 0;
}

static int desk_finish(void **state)
{
    struct desk *desk = *state;

    tree_destroy(&desk->tree);
    device_table_destroy(desk->devices);
    buf_finish(&desk->said);
    buf_finish(&desk->got);
    free(desk);
    return 0;
}

static struct history_db *desk_open(struct desk *desk)
{
    struct history_db *db = history_db_open(&desk->options, WALL_MS, &desk->said);

    if (!db)
        fail_msg("%s", buf_text(&desk->said));
    return db;
}

/* One a second, the value is its number. */
static void desk_add(struct desk *desk, struct history_db *db, const char *device, int first, int n)
{
    for (int i = first; i < first + n; i++)
        history_db_add(db, desk_device(desk, "home", device), "temperature",
                       (struct history_sample){ WALL_MS + 1000 * i, i });
}

static void desk_note(void *data, const char *metric, const struct history_sample *samples,
                      size_t n)
{
    struct desk *desk = data;

    buf_addf(&desk->got, "%s %zu:", metric, n);
    for (size_t i = 0; i < n; i++)
        buf_addf(&desk->got, " %g@%g", samples[i].value,
                 (double)(samples[i].at_ms - WALL_MS) / 1000);
    buf_puts(&desk->got, "; ");
}

static void desk_check_restored(struct desk *desk, struct history_db *db, const char *device,
                                size_t n_max, const char *expected)
{
    buf_clear(&desk->got);
    history_db_restore(db, desk_device(desk, "home", device), n_max, desk_note, desk);
    row_check_text(device, buf_text(&desk->got), expected);
}

static bool desk_note_row(void *data, const struct history_db_row *row)
{
    struct desk *desk = data;

    buf_addf(&desk->got, "%s/%s %s %g@%g; ", row->location, row->device, row->metric,
             row->sample.value, (double)(row->sample.at_ms - WALL_MS) / 1000);
    return true;
}

static void desk_check_said(struct desk *desk, const char *words)
{
    if (!strstr(buf_text(&desk->said), words))
        fail_msg("said \"%s\", expected \"%s\"", buf_text(&desk->said), words);
    buf_clear(&desk->said);
}

/* That the disk was slow may be said on any machine. */
static void desk_check_quiet(struct desk *desk, struct history_db *db)
{
    if (history_db_news(db, &desk->said))
        desk_check_said(desk, "the disk is slow");
}

static void desk_check_refused(struct desk *desk, const char *words)
{
    assert_null(history_db_open(&desk->options, WALL_MS, &desk->said));
    desk_check_said(desk, words);
}

static sqlite3 *desk_by_hand(struct desk *desk, const char *statements)
{
    sqlite3 *sqlite;

    assert_int_equal(sqlite3_open(desk->path, &sqlite), SQLITE_OK);
    row_check(statements, sqlite3_exec(sqlite, statements, NULL, NULL, NULL) == SQLITE_OK);
    return sqlite;
}

static int64_t desk_count(struct desk *desk, const char *query)
{
    sqlite3 *sqlite = desk_by_hand(desk, "");
    sqlite3_stmt *statement;
    int64_t n;

    assert_int_equal(sqlite3_prepare_v2(sqlite, query, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    n = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(sqlite);
    return n;
}

static void test_comes_back(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);
    struct history_sample humid = { WALL_MS + 500, 45.125 };

    desk_add(desk, db, "hall", 0, 3);
    history_db_add(db, desk_device(desk, "home", "hall"), "humidity", humid);
    history_db_add(db, desk_device(desk, "home", "hall"), "humidity", humid); /* once more */
    history_db_add(db, desk_device(desk, "office", "hall"), "temperature", humid);
    history_db_close(db);

    db = desk_open(desk);
    desk_check_restored(desk, db, "hall", 10,
                        "temperature 3: 0@0 1@1 2@2; humidity 1: 45.125@0.5; ");
    desk_check_restored(desk, db, "hall", 2, "temperature 2: 1@1 2@2; humidity 1: 45.125@0.5; ");
    desk_check_restored(desk, db, "attic", 10, "");
    desk_add(desk, db, "hall", 3, 1);
    desk_add(desk, db, "attic", 7, 1);
    history_db_close(db);

    db = desk_open(desk);
    desk_check_restored(desk, db, "hall", 2, "temperature 2: 2@2 3@3; humidity 1: 45.125@0.5; ");
    desk_check_restored(desk, db, "attic", 2, "temperature 1: 7@7; ");
    history_db_close(db);
    assert_int_equal(desk->said.len, 0);
}

/* One transaction a minute: not a write for each reading. */
static void test_writes_in_batches(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);

    for (int s = 0; s < 59; s++) {
        desk_add(desk, db, "hall", s, 1);
        history_db_tick(db, WALL_MS + 1000 * s);
    }
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 0);
    history_db_tick(db, WALL_MS + BATCH_MS);
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 59);
    desk_add(desk, db, "hall", 59, 1);
    history_db_tick(db, WALL_MS + BATCH_MS + 59000);
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 59);
    /* The clock was set back by an hour. */
    history_db_tick(db, WALL_MS - HOUR_MS);
    history_db_tick(db, WALL_MS - HOUR_MS + BATCH_MS);
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 60);
    desk_check_quiet(desk, db);
    history_db_close(db);
}

/* Several that came in one go. */
static void test_at_the_same_time(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);

    for (int i = 0; i < 4; i++)
        history_db_add(db, desk_device(desk, "home", "hall"), "temperature",
                       (struct history_sample){ WALL_MS, i / 3 + i });
    history_db_add(db, desk_device(desk, "home", "hall"), "temperature",
                   (struct history_sample){ WALL_MS + 2, 9 });
    history_db_close(db);
    db = desk_open(desk);
    desk_check_restored(desk, db, "hall", 10,
                        "temperature 5: 0@0 1@0.001 2@0.002 4@0.003 9@0.004; ");
    history_db_close(db);
}

static void test_export(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);

    desk_add(desk, db, "hall", 0, 2);
    desk_add(desk, db, "attic", 0, 1);
    history_db_add(db, desk_device(desk, "office", "hall"), "humidity",
                   (struct history_sample){ WALL_MS + 500, 45 });
    history_db_tick(db, WALL_MS + BATCH_MS);
    /* While it is being written to. */
    assert_true(history_db_export(desk->path, NULL, "hall", 0, desk_note_row, desk, &desk->said));
    assert_string_equal(desk->got.data, "home/hall temperature 0@0; office/hall humidity 45@0.5; "
                                        "home/hall temperature 1@1; ");
    buf_clear(&desk->got);
    assert_true(history_db_export(desk->path, "home", "hall", WALL_MS + 1, desk_note_row, desk,
                                  &desk->said));
    assert_string_equal(desk->got.data, "home/hall temperature 1@1; ");
    history_db_close(db);
    snprintf(desk->path, PATH_BYTES, "%s/nowhere", desk->tree.root);
    assert_false(history_db_export(desk->path, NULL, "hall", 0, desk_note_row, desk, &desk->said));
    desk_check_said(desk, "/nowhere': unable to open");
}

static void check_set_aside(struct desk *desk)
{
    struct history_db *db = history_db_open(&desk->options, WALL_MS, &desk->said);
    char pattern[PATH_BYTES + 32];
    glob_t found;

    assert_non_null(db);
    assert_true(history_db_news(db, &desk->said));
    desk_check_said(desk, "history: damaged: set aside as ");
    snprintf(pattern, sizeof pattern, "%s.damaged-2023-11-14T22:13:20", desk->path);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    globfree(&found);
    desk_add(desk, db, "hall", 0, 1);
    history_db_close(db);
    db = desk_open(desk);
    desk_check_restored(desk, db, "hall", 9, "temperature 1: 0@0; ");
    desk_check_quiet(desk, db);
    history_db_close(db);
}

static void test_sets_rubbish_aside(void **state)
{
    struct desk *desk = *state;

    tree_write(&desk->tree, "history", "This was a database, once, before the card went bad. ");
    for (int i = 0; i < 100; i++) {
        int fd = open(desk->path, O_WRONLY | O_APPEND | O_CLOEXEC);

        assert_int_equal(write(fd, "0123456789012345678901234567890\n", 32), 32);
        close(fd);
    }
    check_set_aside(desk);
}

static void test_sets_a_damaged_one_aside(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);
    int fd;

    desk_add(desk, db, "hall", 0, 5000);
    history_db_close(db);
    fd = open(desk->path, O_WRONLY | O_CLOEXEC);
    for (off_t at = 6000; at < 20000; at += 512)
        assert_int_equal(pwrite(fd, "0123456789012345678901234567890\n", 32, at), 32);
    close(fd);
    check_set_aside(desk);
}

/* A screen beside a service. */
static void test_reads_what_another_writes(void **state)
{
    struct desk *desk = *state;
    struct history_db *writer = desk_open(desk), *reader = desk_open(desk);

    assert_false(history_db_news(writer, &desk->said));
    assert_true(history_db_news(reader, &desk->said));
    desk_check_said(desk, "history: only read, another sensortop writes to it");
    desk_check_restored(desk, reader, "hall", 10, "");
    desk_add(desk, reader, "hall", 7, 2);
    desk_add(desk, writer, "hall", 1, 2);
    history_db_tick(writer, WALL_MS + BATCH_MS);
    history_db_tick(reader, WALL_MS + BATCH_MS);
    desk_check_restored(desk, reader, "hall", 10, "temperature 2: 1@1 2@2; ");
    history_db_close(writer);
    history_db_finish(reader);
    assert_false(history_db_news(reader, &desk->said));
    history_db_close(reader);
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 2);
}

static void test_refuses_what_is_not_ours(void **state)
{
    struct desk *desk = *state;

    history_db_close(desk_open(desk));
    sqlite3_close(desk_by_hand(desk, "PRAGMA user_version=2"));
    desk_check_refused(desk, "history' is of a newer sensortop (version 2, this one knows 1)");
    unlink(desk->path);
    sqlite3_close(desk_by_hand(desk, "CREATE TABLE recipes(x)"));
    desk_check_refused(desk, "history' is a database of another program");
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM recipes"), 0);

    snprintf(desk->path, PATH_BYTES, "%s", desk->tree.root);
    desk_check_refused(desk, "': Is a directory");
    snprintf(desk->path, PATH_BYTES, "%s/nowhere/history", desk->tree.root);
    desk_check_refused(desk, "/nowhere/history': No such file or directory");
}

static void test_refuses_one_that_is_locked(void **state)
{
    struct desk *desk = *state;
    sqlite3 *sqlite;

    history_db_close(desk_open(desk));
    sqlite = desk_by_hand(desk, "BEGIN IMMEDIATE");
    desk_check_refused(desk, "history': database is locked");
    sqlite3_close(sqlite);
}

/* Somebody looks into it by hand, and forgets to commit. */
static void test_waits_for_who_has_locked_it(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);
    sqlite3 *sqlite = desk_by_hand(desk, "BEGIN IMMEDIATE");

    desk_add(desk, db, "hall", 0, 5);
    history_db_tick(db, WALL_MS + BATCH_MS);
    assert_true(history_db_news(db, &desk->said));
    desk_check_said(desk, "readings cannot be kept: database is locked");
    history_db_tick(db, WALL_MS + BATCH_MS + 10000);
    desk_check_quiet(desk, db);
    sqlite3_close(sqlite);
    history_db_tick(db, WALL_MS + BATCH_MS + 20000);
    assert_true(history_db_news(db, &desk->said));
    desk_check_said(desk, "readings are kept again, 0 are missing");
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 5);
    history_db_close(db);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_outlives_a_full_disk(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);
    int64_t wall_ms = WALL_MS + BATCH_MS;

    signal(SIGXFSZ, SIG_IGN);
    desk_add(desk, db, "hall", 0, 10);
    history_db_tick(db, wall_ms);
    desk_check_quiet(desk, db);
    limit_files(64 << 10);
    desk_add(desk, db, "attic", 10, HISTORY_DB_ROWS_MAX + 7);
    for (int s = 0; s < 100; s++)
        history_db_tick(db, wall_ms += 1000);
    desk_check_restored(desk, db, "hall", 1, "temperature 1: 9@9; ");

    limit_files(RLIM_INFINITY);
    for (int s = 0; s < TICKS; s++)
        history_db_tick(db, wall_ms += 1000);
    assert_true(history_db_news(db, &desk->said));
    assert_non_null(strstr(desk->said.data, " readings cannot be kept: "));
    assert_non_null(strstr(desk->said.data, " readings are kept again, "));
    desk_check_said(desk, " 7 "); /* are missing, told when there was room for a moment */
    history_db_close(db);
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 10 + HISTORY_DB_ROWS_MAX);
}

/* At the last moment: nobody tries it again. */
static void test_counts_what_is_lost_at_the_end(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);

    signal(SIGXFSZ, SIG_IGN);
    desk_add(desk, db, "hall", 0, 10);
    history_db_finish(db);
    desk_check_quiet(desk, db);
    limit_files(64 << 10);
    desk_add(desk, db, "attic", 0, 3999);
    history_db_finish(db);
    limit_files(RLIM_INFINITY);
    assert_true(history_db_news(db, &desk->said));
    desk_check_said(desk, "history: 3999 readings could not be kept: ");
    history_db_close(db);
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM sample"), 10);
}

/* What is in the log of SQLite is there still, one byte more is too much. */
static void test_a_full_disk_at_the_start(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);
    sqlite3 *sqlite = desk_by_hand(desk, "SELECT count(*) FROM sample");

    signal(SIGXFSZ, SIG_IGN);
    desk_add(desk, db, "hall", 0, 3000);
    history_db_close(db);
    limit_files(32 << 10);
    db = desk_open(desk);
    assert_true(history_db_news(db, &desk->said));
    desk_check_said(desk, "history: readings cannot be kept: ");
    desk_check_restored(desk, db, "hall", 1, "temperature 1: 2999@2999; ");
    limit_files(RLIM_INFINITY);
    desk_add(desk, db, "hall", 3000, 1);
    history_db_tick(db, WALL_MS + BATCH_MS);
    assert_true(history_db_news(db, &desk->said));
    desk_check_said(desk, "history: readings are kept again, 0 are missing");
    history_db_close(db);
    sqlite3_close(sqlite);
}

/* Its tables are there before the first reading, in the file itself. */
static void test_is_there_at_once(void **state)
{
    struct desk *desk = *state;
    struct history_db *db = desk_open(desk);
    struct stat file;

    assert_int_equal(stat(desk->path, &file), 0);
    assert_in_range(file.st_size, 4096, 16384);
    assert_int_equal(desk_count(desk, "SELECT count(*) FROM device, series, sample"), 0);
    history_db_close(db);
}

/* A batch after the other, and a byte when each is written; until it is killed. */
static void write_for_ever(struct desk *desk, int told_fd, int first)
{
    struct history_db *db = desk_open(desk);

    for (int i = 0;; i++) {
        desk_add(desk, db, "hall", first + i * BATCH_ROWS, BATCH_ROWS);
        history_db_tick(db, WALL_MS + (int64_t)(i + 1) * BATCH_MS);
        if (write(told_fd, "", 1) != 1)
            _exit(1);
    }
}

/* kill -9 in mid-write: never the file, and at most the batch under way. */
static void test_outlives_a_kill(void **state)
{
    struct desk *desk = *state;
    int first = 0;

    for (int round = 1; round <= 10; round++) {
        int ends[2], n_told = 0;
        int64_t n_kept;
        char byte;
        pid_t pid;

        assert_int_equal(pipe(ends), 0);
        pid = fork();
        if (pid == 0)
            write_for_ever(desk, ends[1], first);
        close(ends[1]);
        while (n_told < 3 * round && read(ends[0], &byte, 1) == 1)
            n_told++;
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        while (read(ends[0], &byte, 1) == 1)
            n_told++;
        close(ends[0]);

        history_db_close(desk_open(desk));
        n_kept = desk_count(desk, "SELECT count(*) FROM sample");
        assert_in_range(n_kept, first + n_told * BATCH_ROWS, first + (n_told + 1) * BATCH_ROWS);
        assert_int_equal(n_kept % BATCH_ROWS, 0);
        assert_int_equal(desk_count(desk, "SELECT max(value) + 1 FROM sample"), n_kept);
        first = (int)n_kept;
    }
    assert_int_equal(desk->said.len, 0);
}

static void test_forgets_what_is_old(void **state)
{
    struct desk *desk = *state;
    struct history_db *db;
    int64_t wall_ms = WALL_MS + 2 * HOUR_MS;

    desk->options.keep_ms = HOUR_MS;
    db = desk_open(desk);
    desk_add(desk, db, "hall", 0, 7200);
    desk_add(desk, db, "attic", 3700, 10);
    for (int s = 0; s < 700; s++)
        history_db_tick(db, wall_ms += 1000);
    history_db_close(db);
    assert_in_range(desk_count(desk, "SELECT min(at) - 1700000000000 FROM sample"), HOUR_MS,
                    HOUR_MS + 700 * 1000);
    assert_in_range(desk_count(desk, "SELECT count(*) FROM sample WHERE series = 1"), 2900, 3600);
}

static void test_keeps_to_its_size(void **state)
{
    struct desk *desk = *state;
    struct history_db *db;
    int64_t wall_ms = WALL_MS + 100 * HOUR_MS;
    int64_t used;

    desk->options.bytes_max = 1 << 20;
    db = desk_open(desk);
    for (int i = 0; i < 20; i++) {
        desk_add(desk, db, "hall", i * 7200, 7200);
        desk_add(desk, db, "attic", i * 7200, 7200);
        for (int s = 0; s < 90; s++)
            history_db_tick(db, wall_ms += 10000);
    }
    for (int s = 0; s < 2 * TICKS; s++)
        history_db_tick(db, wall_ms += 10000);
    history_db_close(db);
    used = desk_count(desk, "SELECT (page_count - freelist_count) * page_size FROM "
                            "pragma_page_count, pragma_freelist_count, pragma_page_size");
    assert_in_range(used, 600 << 10, 1100 << 10);
    /* The oldest went, of both alike. */
    assert_int_equal(desk_count(desk, "SELECT max(at) - 1700000000000 FROM sample"), 143999000);
    assert_in_range(desk_count(desk, "SELECT min(n) * 10 / max(n) FROM (SELECT count(*) AS n "
                                     "FROM sample GROUP BY series)"),
                    7, 10);
}

static int64_t desk_bytes(const struct desk *desk, const char *suffix)
{
    struct buf path = { 0 };
    struct stat stat_of;
    bool is_there;

    buf_addf(&path, "%s%s", desk->path, suffix);
    is_there = stat(buf_text(&path), &stat_of) == 0;
    buf_finish(&path);
    return is_there ? stat_of.st_size : 0;
}

/* A reading a minute of each of a hundred devices, until the log is long; when that was. */
static int64_t desk_fill_log(struct desk *desk, struct history_db *db, int64_t wall_ms)
{
    for (int minute = 0; minute < 300; minute++) {
        for (int i = 0; i < 100; i++) {
            char device[32];

            snprintf(device, sizeof device, "hall-%d", i);
            desk_add(desk, db, device, 60 * minute, 1);
        }
        for (int s = 0; s < 60; s++) {
            wall_ms += 1000;
            history_db_tick(db, wall_ms);
            /* Of a page of 1,024 bytes it has 24 more. */
            if (desk_bytes(desk, "-wal") >= 32 + 4000 * (1024 + 24))
                return wall_ms;
        }
    }
    fail_msg("the log has %lld bytes", (long long)desk_bytes(desk, "-wal"));
    return 0;
}

/* Time in the place of fsync: a commit, the checkpoint, and the next commit are apart. */
static void test_waits_for_no_disk(void **state)
{
    struct desk *desk = *state;
    const char *count = "SELECT count(*) FROM sample";
    struct history_db *db;
    int64_t wall_ms, n, bytes;

    desk->options.never_waits = true;
    db = desk_open(desk);
    n_syncs = 0;
    wall_ms = desk_fill_log(desk, db, WALL_MS);
    n = desk_count(desk, count);
    bytes = desk_bytes(desk, "");
    desk_add(desk, db, "attic", 0, 1);
    for (int s = 1; s < 45; s++)
        history_db_tick(db, wall_ms += 1000);
    assert_int_equal(desk_bytes(desk, ""), bytes);
    history_db_tick(db, wall_ms += 1000);
    assert_true(desk_bytes(desk, "") > bytes);
    for (int s = 1; s < 45; s++)
        history_db_tick(db, wall_ms += 1000);
    assert_int_equal(desk_count(desk, count), n);
    for (int s = 0; s < 60; s++)
        history_db_tick(db, wall_ms += 1000);
    assert_true(desk_count(desk, count) > n);
    assert_int_equal(n_syncs, 0);
    history_db_close(db);
    assert_true(n_syncs > 0);
    db = desk_open(desk);
    desk_check_restored(desk, db, "attic", 9, "temperature 1: 0@0; ");
    history_db_close(db);
}

/* More than memory has room for meanwhile. */
static void test_hurries_rather_than_loses(void **state)
{
    struct desk *desk = *state;
    const char *count = "SELECT count(*) FROM sample";
    struct history_db *db;
    int64_t wall_ms, n;

    desk->options.never_waits = true;
    db = desk_open(desk);
    wall_ms = desk_fill_log(desk, db, WALL_MS);
    n = desk_count(desk, count);
    desk_add(desk, db, "attic", 0, HISTORY_DB_ROWS_MAX / 2);
    history_db_tick(db, wall_ms + 1000);
    assert_true(desk_count(desk, count) > n);
    history_db_close(db);
    assert_int_equal(desk->said.len, 0);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_init, desk_finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_comes_back),
        DESK_TEST(test_writes_in_batches),
        DESK_TEST(test_at_the_same_time),
        DESK_TEST(test_export),
        DESK_TEST(test_sets_rubbish_aside),
        DESK_TEST(test_sets_a_damaged_one_aside),
        DESK_TEST(test_is_there_at_once),
        DESK_TEST(test_reads_what_another_writes),
        DESK_TEST(test_refuses_what_is_not_ours),
        DESK_TEST(test_refuses_one_that_is_locked),
        DESK_TEST(test_waits_for_who_has_locked_it),
        DESK_TEST(test_outlives_a_full_disk),
        DESK_TEST(test_counts_what_is_lost_at_the_end),
        DESK_TEST(test_a_full_disk_at_the_start),
        DESK_TEST(test_outlives_a_kill),
        DESK_TEST(test_forgets_what_is_old),
        DESK_TEST(test_keeps_to_its_size),
        DESK_TEST(test_waits_for_no_disk),
        DESK_TEST(test_hurries_rather_than_loses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
