/* SPDX-License-Identifier: MIT */
#include "core/bulletin.h"

#include "core/json.h"
#include "core/mem.h"
#include "core/stamp.h"
#include "core/text.h"
#include "core/topic.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BULLETIN_PATTERN_MAX = 200, BULLETIN_QUEUE_FIRST_SIZE = 64, BULLETIN_OWN_LEVELS = 3 };

static const char bulletin_location[] = "{location}", bulletin_device[] = "{device}";

/* --- topics -------------------------------------------------------------------- */

static bool bulletin_starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Braces stand around the two names alone. */
static bool bulletin_has_good_braces(const char *pattern)
{
    for (const char *c = pattern; *c; c++) {
        if (bulletin_starts(c, bulletin_location))
            c += strlen(bulletin_location) - 1;
        else if (bulletin_starts(c, bulletin_device))
            c += strlen(bulletin_device) - 1;
        else if (*c == '{' || *c == '}' || *c == '+' || *c == '#' || (unsigned char)*c < ' ' ||
                 *c == '\x7f')
            return false;
    }
    return true;
}

/* Three levels of which the last one is "sensors" or "status", or may become it. */
static bool bulletin_could_be_ours(const char *pattern)
{
    const char *last = strrchr(pattern, '/');
    size_t levels = 1;

    for (const char *c = pattern; *c; c++)
        levels += *c == '/';
    if (levels != BULLETIN_OWN_LEVELS)
        return false;
    return strchr(last, '{') || strcmp(last, "/sensors") == 0 || strcmp(last, "/status") == 0;
}

bool bulletin_is_topic(const char *pattern, const char **why)
{
    size_t len = strlen(pattern);

    *why = "a topic with {device} in it, such as {location}/{device}/alert";
    if (len == 0 || len > BULLETIN_PATTERN_MAX || *pattern == '$' || !text_is_utf8(pattern, len) ||
        !bulletin_has_good_braces(pattern) || !strstr(pattern, bulletin_device))
        return false;
    *why = "a topic of its own, such as {location}/{device}/alert: this one could be a sensor's";
    return !bulletin_could_be_ours(pattern);
}

bool bulletin_has_location(const char *pattern)
{
    return strstr(pattern, bulletin_location) != NULL;
}

bool bulletin_format_topic(const char *pattern, const char *location, const char *device,
                           struct buf *out)
{
    size_t start = out->len;
    struct faults faults = { 0 };
    struct topic topic;

    for (const char *c = pattern; *c; c++)
        if (bulletin_starts(c, bulletin_location)) {
            buf_puts(out, location);
            c += strlen(bulletin_location) - 1;
        } else if (bulletin_starts(c, bulletin_device)) {
            buf_puts(out, device);
            c += strlen(bulletin_device) - 1;
        } else {
            buf_add(out, c, 1);
        }
    return topic_parse(out->data + start, out->len - start, &topic, &faults) == TOPIC_IGNORED &&
           out->data[start] != '$';
}

/* --- words ----------------------------------------------------------------------- */

static enum alert_state bulletin_state(const struct device *device)
{
    enum alert_state state = ALERT_OK;

    /* One that nobody has seen yet counts most. */
    for (size_t i = 0; i < device->n_alerts; i++)
        if (alert_is_active(&device->alerts[i]) &&
            (state == ALERT_OK || device->alerts[i].state < state))
            state = (enum alert_state)device->alerts[i].state;
    return state;
}

static void bulletin_add_alert(const struct device *device, const struct rule_list *rules,
                               const struct alert *alert, const struct notice *like,
                               struct buf *out)
{
    struct effect effect = { .kind = EFFECT_ALERT,
                             .edge = ALERT_FIRED,
                             .alert = *alert,
                             .device = device,
                             .rule = &rules->rules[alert->rule],
                             .at_ms = like->effect->at_ms,
                             .duration_ms = like->effect->at_ms - alert->since_ms };
    struct notice notice = *like;

    notice.effect = &effect;
    notice_format_json(&notice, out);
}

void bulletin_format(const struct device *device, const struct rule_list *rules, int64_t now_ms,
                     const struct notice *notice, struct buf *out)
{
    struct effect now = { .at_ms = now_ms };
    struct notice like = { &now, notice->wall_offset_ms, notice->format };
    struct buf stamp = { 0 };
    struct json json;
    const char *between = "";

    if (device->is_gone || bulletin_state(device) == ALERT_OK)
        return;
    stamp_format(&stamp, now_ms + like.wall_offset_ms, 0);
    buf_puts(&stamp, "Z");
    json_begin(&json, out);
    json_text(&json, "time", buf_text(&stamp));
    json_text(&json, "location", device->location);
    json_text(&json, "device", device->id);
    json_text(&json, "state", notice_state_word(bulletin_state(device)));
    json_text(&json, "severity", severity_name((enum severity)device->worst));
    json_key(&json, "alerts");
    buf_puts(out, "[");
    for (size_t i = 0; i < device->n_alerts; i++) {
        if (!alert_is_active(&device->alerts[i]))
            continue;
        buf_puts(out, between);
        bulletin_add_alert(device, rules, &device->alerts[i], &like, out);
        between = ",";
    }
    buf_puts(out, "]");
    json_end(&json);
    buf_finish(&stamp);
}

/* --- which are to be sent --------------------------------------------------------- */

void bulletin_queue_finish(struct bulletin_queue *queue)
{
    free(queue->devices);
    free(queue->is_waiting);
    *queue = (struct bulletin_queue){ 0 };
}

static void bulletin_queue_grow(struct bulletin_queue *queue)
{
    size_t size = queue->size ? 2 * queue->size : BULLETIN_QUEUE_FIRST_SIZE;
    uint32_t *devices = mem_zero(size, sizeof *devices);

    assert(queue->n <= queue->size);
    for (size_t i = 0; i < queue->n; i++)
        devices[i] = queue->devices[(queue->first + i) % queue->size];
    free(queue->devices);
    queue->devices = devices;
    queue->size = size;
    queue->first = 0;
}

static void bulletin_queue_know(struct bulletin_queue *queue, uint32_t device)
{
    size_t n = queue->n_known;

    if (device < n)
        return;
    n = 2 * (size_t)device + 1;
    queue->is_waiting = mem_resize(queue->is_waiting, n, sizeof *queue->is_waiting);
    memset(queue->is_waiting + queue->n_known, 0, (n - queue->n_known) * sizeof *queue->is_waiting);
    queue->n_known = n;
}

void bulletin_queue_add(struct bulletin_queue *queue, uint32_t device)
{
    bulletin_queue_know(queue, device);
    if (queue->is_waiting[device])
        return;
    queue->is_waiting[device] = true;
    if (queue->n == queue->size)
        bulletin_queue_grow(queue);
    queue->devices[(queue->first + queue->n++) % queue->size] = device;
}

bool bulletin_queue_first(const struct bulletin_queue *queue, uint32_t *device)
{
    if (queue->n == 0)
        return false;
    *device = queue->devices[queue->first];
    return true;
}

void bulletin_queue_drop(struct bulletin_queue *queue)
{
    assert(queue->n > 0);
    queue->is_waiting[queue->devices[queue->first]] = false;
    queue->first = (queue->first + 1) % queue->size;
    queue->n--;
}
