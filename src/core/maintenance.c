/* SPDX-License-Identifier: MIT */
#include "core/maintenance.h"

#include "core/duration.h"
#include "core/glob.h"
#include "core/mem.h"
#include "core/rule-words.h"

#include <stdlib.h>
#include <string.h>

enum { MAINTENANCE_MS_MIN = 1000, MAINTENANCE_DAYS_MAX = 30 };

/* --- how it is written ------------------------------------------------------ */

/* "for DURATION", "off" */
static bool maintenance_parse_time(struct rule_words *words, int64_t *for_ms)
{
    int64_t ms = 0;

    if (rule_words_is(words, "off")) {
        *for_ms = 0;
        return rule_words_next(words);
    }
    if (!rule_words_is(words, "for"))
        return rule_words_refuse(words, "'for' and a duration such as 2h, or 'off'");
    if (!rule_words_next(words))
        return false;
    if (!duration_parse(buf_text(&words->word), &ms) || ms < MAINTENANCE_MS_MIN ||
        ms > MAINTENANCE_DAYS_MAX * INT64_C(86400000))
        return rule_words_refuse(words, "a duration such as 90s, 2h or 1d, at most 30d");
    *for_ms = ms;
    return rule_words_next(words);
}

static bool maintenance_parse_devices(struct rule_words *words, struct buf *devices)
{
    if (!rule_words_next(words))
        return false;
    if (!words->has_word || glob_fault(buf_text(&words->word)))
        return rule_words_refuse(words, "a device such as freezer-*");
    buf_puts(devices, buf_text(&words->word));
    return rule_words_next(words);
}

bool maintenance_parse(const char *text, struct maintenance_order *out, struct buf *err)
{
    struct rule_words words = { .all = text, .at = text, .err = err };
    struct buf devices = { 0 };
    int64_t for_ms = 0;
    bool ok = maintenance_parse_devices(&words, &devices) &&
              maintenance_parse_time(&words, &for_ms) &&
              (!words.has_word || rule_words_refuse(&words, "accepted behind it"));

    if (ok)
        *out = (struct maintenance_order){ buf_detach(&devices), for_ms };
    buf_finish(&devices);
    buf_finish(&words.word);
    return ok;
}

bool maintenance_is_valid(const char *text, const char **why)
{
    struct maintenance_order order = { 0 };
    struct buf err = { 0 };
    bool ok = maintenance_parse(text, &order, &err);

    *why = "devices and for how long, such as 'freezer-* for 2h'";
    free(order.devices);
    buf_finish(&err);
    return ok;
}

void maintenance_format(const char *devices, int64_t for_ms, struct buf *out)
{
    rule_words_add_name(out, devices);
    buf_puts(out, " for ");
    duration_format_exact(out, for_ms);
}

/* --- what is going on -------------------------------------------------------- */

static void maintenance_forget(struct maintenance *maintenance, const char *devices, int64_t now_ms)
{
    size_t kept = 0;

    for (size_t i = 0; i < maintenance->n; i++) {
        struct maintenance_entry *entry = &maintenance->entries[i];

        if (strcmp(entry->devices, devices) == 0 || entry->until_ms <= now_ms)
            free(entry->devices);
        else
            maintenance->entries[kept++] = *entry;
    }
    maintenance->n = kept;
}

void maintenance_set(struct maintenance *maintenance, const char *devices, int64_t until_ms,
                     int64_t now_ms)
{
    maintenance_forget(maintenance, devices, now_ms);
    if (until_ms <= now_ms)
        return;
    maintenance->entries =
        mem_resize(maintenance->entries, maintenance->n + 1, sizeof *maintenance->entries);
    maintenance->entries[maintenance->n++] =
        (struct maintenance_entry){ mem_text(devices, strlen(devices)), until_ms };
}

char *maintenance_take_over(struct maintenance *maintenance, int64_t now_ms)
{
    for (size_t i = 0; i < maintenance->n; i++) {
        char *devices = maintenance->entries[i].devices;

        if (maintenance->entries[i].until_ms > now_ms)
            continue;
        maintenance->entries[i] = maintenance->entries[--maintenance->n];
        return devices;
    }
    return NULL;
}

void maintenance_finish(struct maintenance *maintenance)
{
    for (size_t i = 0; i < maintenance->n; i++)
        free(maintenance->entries[i].devices);
    free(maintenance->entries);
    *maintenance = (struct maintenance){ 0 };
}

int64_t maintenance_until_ms(const struct maintenance *maintenance, const char *location,
                             const char *device)
{
    int64_t until_ms = 0;

    for (size_t i = 0; i < maintenance->n; i++) {
        const struct maintenance_entry *entry = &maintenance->entries[i];

        if (entry->until_ms > until_ms && glob_matches(entry->devices, location, device))
            until_ms = entry->until_ms;
    }
    return until_ms;
}
