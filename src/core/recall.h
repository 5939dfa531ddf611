/* SPDX-License-Identifier: MIT
 *
 * recall: alerts and maintenance as they were when the program ended, as lines of
 * text; and those that still wait for their device to appear. Times in it are
 * since 1970. Reads and writes no file.
 *
 *   sensortop-state 2
 *   alert STATE TOLD SINCE UNTIL SEEN VALUE LOCATION DEVICE RULE
 *   maintenance UNTIL SEEN DEVICES
 *   end LINES
 *
 * Version 1 knew no quiet one. Words are separated by one blank; what is no word has its bytes as
 * %20.
 */
#ifndef SENSORTOP_CORE_RECALL_H
#define SENSORTOP_CORE_RECALL_H

#include "core/alert.h"
#include "core/buf.h"

enum { RECALL_LINES_MAX = 10000, RECALL_BYTES_MAX = 8 * 1024 * 1024 };

/* An alert that was active or quiet, or maintenance (no location, no rule: devices is a pattern).
 */
struct recall_entry {
    enum alert_state state;
    bool is_told;
    int64_t since_ms;
    int64_t until_ms; /* of the snooze, or the maintenance; 0: none */
    int64_t seen_ms;  /* when it was last known to be so */
    double value;
    char *location; /* NULL: maintenance */
    char *devices;  /* one, or a pattern */
    char *rule;     /* as rule_text_format has it */
    bool is_taken;
    bool is_lapsed; /* no rule is written so any more */
};

/* A zeroed one is empty. */
struct recall {
    struct recall_entry *entries; /* by location and device */
    size_t n;
};

void recall_finish(struct recall *recall);

/* The whole text. What was not known for a month before wall_ms is left out. False: it is damaged,
 * or of another version, and err says how; nothing is taken from it. */
bool recall_parse(const char *text, size_t len, int64_t wall_ms, struct recall *out,
                  struct buf *err);

/* The next entry of a device that is not taken: start with *at = 0; NULL: no more. */
struct recall_entry *recall_next(struct recall *recall, const char *location, const char *device,
                                 size_t *at);

/* The first entry of the next device of which all that are not taken are lapsed: start with *at =
 * 0. NULL: no more. */
const struct recall_entry *recall_next_lapsed(const struct recall *recall, size_t *at);

/* Until when, by a clock that may have been set since: not for longer than there was left. */
int64_t recall_until_ms(const struct recall_entry *entry, int64_t wall_ms);

/* begin, any number of add (those beyond RECALL_LINES_MAX are left out), end: the whole text. */
struct recall_writer {
    struct buf *out;
    size_t n;
};
void recall_begin(struct recall_writer *writer, struct buf *out);
void recall_add(struct recall_writer *writer, const struct recall_entry *entry);
bool recall_is_full(const struct recall_writer *writer);
void recall_end(struct recall_writer *writer);

#endif
