/* SPDX-License-Identifier: MIT
 *
 * model-state: what the files of `model` share; nobody else includes it.
 *
 *   model.c        messages
 *   model-alert.c  effects, and what people say to alerts
 *   model-change.c what is kept of a device beside it, whatever changes it
 *   model-renew.c  another configuration
 *   model-time.c   what time and the link do: ages, staleness, the rate
 */
#ifndef SENSORTOP_CORE_MODEL_STATE_H
#define SENSORTOP_CORE_MODEL_STATE_H

#include "core/agenda.h"
#include "core/alarm.h"
#include "core/model-recall.h"
#include "core/quota.h"
#include "core/snapshot.h"

struct model {
    struct model_options options;
    int64_t wall_offset_ms;
    struct device_table *devices;
    struct agenda agenda;   /* of the devices */
    struct journal journal; /* of them */
    struct metric_names *names;
    struct rule_list rules;
    struct device_set *settings; /* of devices; or NULL */
    uint64_t settings_version;   /* changes with what devices are called */
    struct rule_list *retired;   /* rules of before, of which events tell */
    size_t n_retired;
    struct event_log *events;
    struct reading_parser *parser;
    struct meaning meaning; /* of the message under way: too large for the stack of every call */
    struct applied applied; /* the last one */
    struct model_counts counts;
    struct link_state link;
    int64_t link_changed_ms; /* since when we listen, or it is down */
    struct snapshot snapshot;
    uint64_t version;
    int64_t now_ms; /* of the call under way */

    struct alarm alarm;
    uint64_t n_maintenance; /* times it began or ended */
    bool told_away;         /* why there is no connection at the start */
    bool told_short;        /* a history that is too short for a rule */
    bool told_names;        /* that there is no room for another name of a metric */
    bool told_idle;         /* which rules have had nothing to judge */
    int64_t rules_ms;       /* since when there are these rules; 0: no tick yet */

    int64_t tick_ms;
    uint64_t tick_messages;
    struct quota changes;  /* of status and staleness, told one by one */
    struct quota refusals; /* of messages */
};

/* Every call that may tell something begins so. */
void model_begin(struct model *model, int64_t now_ms);

/* Around all that changes a device: before, it leaves the counts as what it was, after, it is
 * counted as what it is, the journal has it, and when it is next to be looked at is worked out. One
 * that is new, or comes back, has only an end. */
void model_change_begin(struct model *model, const struct device *device);
void model_change_end(struct model *model, struct device *device);

/* The same of each device, for what may change any of them. Cost: devices. */
void model_change_begin_all(struct model *model);
void model_change_end_all(struct model *model);

/* When a device will have been silent for too long, or when that is to be told after all: of one
 * that is offline it is not, it was told to be that. AGENDA_NEVER: as things are, at no time. */
int64_t model_stale_due_ms(const struct model *model, const struct device *device);

/* Which work began, or ended. */
void model_tell_maintenance(struct model *model, const char *devices, int64_t until_ms);

/* device: NULL = about the link or the table. */
void model_tell(struct model *model, enum event_kind kind, enum severity severity,
                const struct device *device, const char *text);

/* The same for what anybody can make happen as often as he likes: within the quota. */
void model_tell_change(struct model *model, enum event_kind kind, enum severity severity,
                       const struct device *device, const char *text);

#endif
