/* SPDX-License-Identifier: MIT
 *
 * bulletin: what the broker is to keep of the alerts of each device: under which
 * topic, in which words, and of which devices that is still to be sent. Sends
 * nothing.
 */
#ifndef SENSORTOP_CORE_BULLETIN_H
#define SENSORTOP_CORE_BULLETIN_H

#include "core/notice.h"

/* A pattern for topics: "{location}/{device}/alert". On failure *why stands after "not ". None that
 * could be a sensor's own topic, which we listen to, is accepted. */
bool bulletin_is_topic(const char *pattern, const char **why);

/* Does it tell devices of several locations apart? */
bool bulletin_has_location(const char *pattern);

/* False: it would be a topic that we listen to after all, or none. */
bool bulletin_format_topic(const char *pattern, const char *location, const char *device,
                           struct buf *out);

/* {"time":…,"location":…,"device":…,"state":…,"severity":…,"alerts":[…]}, each alert as a notice;
 * nothing when there is none: an empty payload clears what the broker keeps. */
void bulletin_format(const struct device *device, const struct rule_list *rules, int64_t now_ms,
                     const struct notice *notice, struct buf *out);

/* Devices whose bulletin is to be sent, each once, in the order in which they changed. A zeroed one
 * is empty. */
struct bulletin_queue {
    uint32_t *devices; /* indices; a ring as large as there are devices in it at most */
    size_t size;
    size_t first;
    size_t n;
    bool *is_waiting; /* by device */
    size_t n_known;
};

void bulletin_queue_finish(struct bulletin_queue *queue);
void bulletin_queue_add(struct bulletin_queue *queue, uint32_t device);

/* The first one stays until it is dropped. False: there is none. */
bool bulletin_queue_first(const struct bulletin_queue *queue, uint32_t *device);
void bulletin_queue_drop(struct bulletin_queue *queue);

#endif
