/* SPDX-License-Identifier: MIT
 *
 * history-db: readings in a file, so that charts are full again after a restart.
 * The only one that knows SQLite. Samples are kept in memory and written in one
 * transaction a minute, which spares an SD card; what the disk or another
 * program refuses is tried again, and in the end counted and left out. One writes to
 * a file, others read it.
 *
 *   history_db_open -> add…, tick once a second, restore -> history_db_finish -> history_db_close
 */
#ifndef SENSORTOP_IO_HISTORY_DB_H
#define SENSORTOP_IO_HISTORY_DB_H

#include "core/device.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    HISTORY_DB_VERSION = 1,
    HISTORY_DB_BATCH_MS = 60 * 1000,
    HISTORY_DB_ROWS_MAX = 100000, /* that wait to be written */
};

struct history_db_options {
    const char *path;
    int64_t keep_ms;   /* older samples are removed; 0: never */
    int64_t bytes_max; /* the oldest make room */
    bool never_waits;  /* for the disk, until history_db_finish: a key may be waiting */
};

/* Copies the options. A damaged file is set aside, one that another sensortop writes to is only
 * read, a full disk is tried again later: all that is news. NULL: it cannot be used (it is locked,
 * of a newer version, another program's), and err says why. */
struct history_db *history_db_open(const struct history_db_options *options, int64_t wall_ms,
                                   struct buf *err);

/* Writes what waits; what cannot be written now is lost, and that is news. */
void history_db_finish(struct history_db *db);

/* After history_db_finish, or it does that. NULL is fine. */
void history_db_close(struct history_db *db);

/* The device and the name must live as long as db. */
void history_db_add(struct history_db *db, const struct device *device, const char *metric,
                    struct history_sample sample);

/* Once a second; takes some 40 ms at most, as far as the disk goes along. */
void history_db_tick(struct history_db *db, int64_t wall_ms);

/* What there is to tell since the last call. */
bool history_db_news(struct history_db *db, struct buf *out);

/* A metric of the device and its last samples, oldest first; borrowed until the next. */
typedef void history_db_fn(void *data, const char *metric, const struct history_sample *samples,
                           size_t n);
void history_db_restore(struct history_db *db, const struct device *device, size_t n_max,
                        history_db_fn *fn, void *data);

/* A sample, in the order of time. False: no more of them. */
struct history_db_row {
    const char *location;
    const char *device;
    const char *metric;
    struct history_sample sample;
};
typedef bool history_db_row_fn(void *data, const struct history_db_row *row);

/* Reads a file that may be in use. location NULL: of any. False: it cannot be read, err says why.
 */
bool history_db_export(const char *path, const char *location, const char *device, int64_t since_ms,
                       history_db_row_fn *fn, void *data, struct buf *err);

#endif
