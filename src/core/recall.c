/* SPDX-License-Identifier: MIT */
#include "core/recall.h"

#include "core/mem.h"
#include "core/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char recall_first[] = "sensortop-state 2";
static const char recall_first_before[] = "sensortop-state 1"; /* knew no quiet ones */
static const char recall_any_version[] = "sensortop-state ";
static const int64_t recall_month_ms = INT64_C(30) * 24 * 3600 * 1000;
static const int64_t recall_ms_max = INT64_C(253402300800000); /* the year 10000 */

static const char *const recall_states[] = {
    [ALERT_QUIET] = "quiet",
    [ALERT_FIRING] = "firing",
    [ALERT_ACKED] = "acked",
    [ALERT_SNOOZED] = "snoozed",
};

static void recall_entry_finish(struct recall_entry *entry)
{
    free(entry->location);
    free(entry->devices);
    free(entry->rule);
    *entry = (struct recall_entry){ 0 };
}

void recall_finish(struct recall *recall)
{
    for (size_t i = 0; i < recall->n; i++)
        recall_entry_finish(&recall->entries[i]);
    free(recall->entries);
    *recall = (struct recall){ 0 };
}

/* --- words ------------------------------------------------------------------- */

static bool recall_is_plain(char c)
{
    return c > ' ' && c < 0x7f && c != '%';
}

static void recall_add_escaped(struct buf *out, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    const char escaped[] = { '%', digits[c / 16], digits[c % 16] };

    buf_add(out, escaped, sizeof escaped);
}

static void recall_add_word(struct buf *out, const char *text)
{
    const char *plain = text;

    buf_puts(out, " ");
    for (const char *c = text; *c; c++) {
        if (recall_is_plain(*c))
            continue;
        buf_add(out, plain, (size_t)(c - plain));
        recall_add_escaped(out, (unsigned char)*c);
        plain = c + 1;
    }
    buf_puts(out, plain);
}

/* A line under way. */
struct recall_line {
    const char *at;
    const char *end;
};

/* The bytes up to the next blank, behind which the line goes on. */
static bool recall_take_bytes(struct recall_line *line, const char **bytes, size_t *len)
{
    const char *blank = memchr(line->at, ' ', (size_t)(line->end - line->at));
    const char *end = blank ? blank : line->end;

    *bytes = line->at;
    *len = (size_t)(end - line->at);
    line->at = blank ? blank + 1 : line->end;
    return *len > 0;
}

static int recall_hex(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *digit = c ? strchr(digits, c) : NULL;

    return digit ? (int)(digit - digits) : -1;
}

static bool recall_take_word(struct recall_line *line, char **out)
{
    struct buf word = { 0 };
    const char *bytes;
    size_t len;
    bool ok = recall_take_bytes(line, &bytes, &len);

    for (size_t i = 0; ok && i < len; i++) {
        char byte = bytes[i];

        if (byte == '%') {
            int high = i + 2 < len ? recall_hex(bytes[i + 1]) : -1;
            int low = high >= 0 ? recall_hex(bytes[i + 2]) : -1;

            byte = (char)(high * 16 + low);
            ok = low >= 0;
            i += 2;
        }
        ok = ok && byte;
        buf_add(&word, &byte, 1);
    }
    if (ok)
        *out = buf_detach(&word);
    buf_finish(&word);
    return ok;
}

static bool recall_take_int(struct recall_line *line, int64_t min, int64_t max, int64_t *out)
{
    char *text = NULL;
    bool ok = recall_take_word(line, &text) && number_parse_int(text, min, max, out);

    free(text);
    return ok;
}

static bool recall_take_state(struct recall_line *line, enum alert_state *out)
{
    const char *bytes;
    size_t len;

    if (!recall_take_bytes(line, &bytes, &len))
        return false;
    for (enum alert_state state = ALERT_QUIET; state <= ALERT_SNOOZED; state++)
        if (strlen(recall_states[state]) == len && memcmp(recall_states[state], bytes, len) == 0) {
            *out = state;
            return true;
        }
    return false;
}

static bool recall_take_number(struct recall_line *line, double *out)
{
    const char *bytes;
    size_t len;

    return recall_take_bytes(line, &bytes, &len) && number_parse(bytes, len, out);
}

/* --- lines ------------------------------------------------------------------- */

static bool recall_read_alert(struct recall_line *line, struct recall_entry *entry)
{
    int64_t is_told;
    bool ok = recall_take_state(line, &entry->state) && recall_take_int(line, 0, 1, &is_told) &&
              recall_take_int(line, -recall_ms_max, recall_ms_max, &entry->since_ms) &&
              recall_take_int(line, 0, recall_ms_max, &entry->until_ms) &&
              recall_take_int(line, 0, recall_ms_max, &entry->seen_ms) &&
              recall_take_number(line, &entry->value) && recall_take_word(line, &entry->location) &&
              recall_take_word(line, &entry->devices) && recall_take_word(line, &entry->rule);

    entry->is_told = ok && is_told;
    return ok;
}

static bool recall_read_maintenance(struct recall_line *line, struct recall_entry *entry)
{
    return recall_take_int(line, 0, recall_ms_max, &entry->until_ms) &&
           recall_take_int(line, 0, recall_ms_max, &entry->seen_ms) &&
           recall_take_word(line, &entry->devices);
}

static bool recall_read_entry(struct recall_line *line, struct recall_entry *entry)
{
    const char *kind;
    size_t len;
    bool ok = false;

    if (!recall_take_bytes(line, &kind, &len))
        return false;
    if (len == strlen("alert") && memcmp(kind, "alert", len) == 0)
        ok = recall_read_alert(line, entry);
    else if (len == strlen("maintenance") && memcmp(kind, "maintenance", len) == 0)
        ok = recall_read_maintenance(line, entry);
    return ok && line->at == line->end;
}

static void recall_keep(struct recall *recall, struct recall_entry *entry, int64_t wall_ms)
{
    if (wall_ms - entry->seen_ms > recall_month_ms) {
        recall_entry_finish(entry);
        return;
    }
    recall->entries = mem_resize(recall->entries, recall->n + 1, sizeof *recall->entries);
    recall->entries[recall->n++] = *entry;
}

/* --- the whole text ---------------------------------------------------------- */

/* Of maintenance, which has no location, first. */
static int recall_compare_names(const struct recall_entry *entry, const char *location,
                                const char *device)
{
    int order = strcmp(entry->location ? entry->location : "", location);

    return order ? order : strcmp(entry->devices, device);
}

static int recall_compare(const void *a, const void *b)
{
    const struct recall_entry *other = b;

    return recall_compare_names(a, other->location ? other->location : "", other->devices);
}

static bool recall_is(const struct recall_line *line, const char *text)
{
    return (size_t)(line->end - line->at) == strlen(text) &&
           memcmp(line->at, text, strlen(text)) == 0;
}

static bool recall_refuse_first(const struct recall_line *line, struct buf *err)
{
    size_t len = strlen(recall_any_version);
    bool is_ours =
        (size_t)(line->end - line->at) >= len && memcmp(line->at, recall_any_version, len) == 0;

    buf_puts(err, is_ours ? "of another version" : "no state of sensortop");
    return false;
}

/* Between the first line and "end"; n_lines: until there. */
static bool recall_read_lines(const char *at, const char *end, int64_t wall_ms, struct recall *out,
                              struct buf *err)
{
    struct buf last = { 0 };
    bool ok = false;

    for (size_t n = 0; at < end; n++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        struct recall_line line = { at, newline ? newline : end };
        struct recall_entry entry = { 0 };

        buf_clear(&last);
        buf_addf(&last, "end %zu", n);
        ok = newline && newline + 1 == end && recall_is(&line, buf_text(&last));
        if (ok)
            break;
        if (!newline || n >= RECALL_LINES_MAX || !recall_read_entry(&line, &entry)) {
            recall_entry_finish(&entry);
            buf_addf(err, "damaged in line %zu", n + 2);
            break;
        }
        recall_keep(out, &entry, wall_ms);
        at = newline + 1;
    }
    if (!ok && !err->len)
        buf_puts(err, "cut short");
    buf_finish(&last);
    return ok;
}

bool recall_parse(const char *text, size_t len, int64_t wall_ms, struct recall *out,
                  struct buf *err)
{
    const char *end = text + len, *newline = memchr(text, '\n', len);
    struct recall_line first = { text, newline ? newline : end };
    struct recall recall = { 0 };

    if (!newline || !(recall_is(&first, recall_first) || recall_is(&first, recall_first_before)))
        return recall_refuse_first(&first, err);
    if (!recall_read_lines(newline + 1, end, wall_ms, &recall, err)) {
        recall_finish(&recall);
        return false;
    }
    if (recall.n)
        qsort(recall.entries, recall.n, sizeof *recall.entries, recall_compare);
    *out = recall;
    return true;
}

/* --- what is there ----------------------------------------------------------- */

/* The first entry that is not before them. */
static size_t recall_find(const struct recall *recall, const char *location, const char *device)
{
    size_t low = 0, high = recall->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (recall_compare_names(&recall->entries[middle], location, device) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct recall_entry *recall_next(struct recall *recall, const char *location, const char *device,
                                 size_t *at)
{
    size_t i = *at ? *at : recall_find(recall, location, device);

    while (i < recall->n && recall->entries[i].is_taken)
        i++;
    if (i == recall->n || !recall->entries[i].location ||
        recall_compare_names(&recall->entries[i], location, device) != 0)
        return NULL;
    *at = i + 1;
    return &recall->entries[i];
}

const struct recall_entry *recall_next_lapsed(const struct recall *recall, size_t *at)
{
    while (*at < recall->n) {
        const struct recall_entry *first = &recall->entries[*at];
        bool is_lapsed = false, is_held = !first->location;

        for (; *at < recall->n && recall_compare(first, &recall->entries[*at]) == 0; ++*at) {
            is_lapsed |= !recall->entries[*at].is_taken;
            is_held |= !recall->entries[*at].is_taken && !recall->entries[*at].is_lapsed;
        }
        if (is_lapsed && !is_held)
            return first;
    }
    return NULL;
}

int64_t recall_until_ms(const struct recall_entry *entry, int64_t wall_ms)
{
    int64_t left_ms = entry->until_ms - entry->seen_ms;
    int64_t latest_ms = wall_ms + (left_ms > 0 ? left_ms : 0);

    return entry->until_ms < latest_ms ? entry->until_ms : latest_ms;
}

/* --- writing ------------------------------------------------------------------ */

void recall_begin(struct recall_writer *writer, struct buf *out)
{
    *writer = (struct recall_writer){ .out = out };
    buf_addf(out, "%s\n", recall_first);
}

bool recall_is_full(const struct recall_writer *writer)
{
    return writer->n == RECALL_LINES_MAX;
}

void recall_add(struct recall_writer *writer, const struct recall_entry *entry)
{
    struct buf *out = writer->out;

    if (recall_is_full(writer))
        return;
    writer->n++;
    if (entry->location) {
        buf_addf(out, "alert %s %d %" PRId64 " %" PRId64 " %" PRId64 " ",
                 recall_states[entry->state], entry->is_told, entry->since_ms, entry->until_ms,
                 entry->seen_ms);
        number_format_exact(out, isfinite(entry->value) ? entry->value : 0);
        recall_add_word(out, entry->location);
        recall_add_word(out, entry->devices);
        recall_add_word(out, entry->rule);
    } else {
        buf_addf(out, "maintenance %" PRId64 " %" PRId64, entry->until_ms, entry->seen_ms);
        recall_add_word(out, entry->devices);
    }
    buf_puts(out, "\n");
}

void recall_end(struct recall_writer *writer)
{
    buf_addf(writer->out, "end %zu\n", writer->n);
}
