/* SPDX-License-Identifier: MIT */
#include "duties.h"

#include "core/config-origin.h"
#include "core/maintenance.h"
#include "core/mem.h"
#include "core/rule-set.h"
#include "herald.h"
#include "keeper.h"
#include "messenger.h"
#include "recollection.h"

#include <stdlib.h>

struct duties {
    struct keeper *keeper;             /* NULL: nothing to record */
    struct recollection *recollection; /* NULL: what happens is forgotten */
    struct herald *herald;             /* NULL: the broker is told of nothing */
    struct messenger *messenger;       /* NULL: no command to run */
};

/* Texts that the option table found good. */
static void duties_maintain(struct model *model, const struct config_list *texts)
{
    int64_t now_ms = loop_now_ms();

    for (size_t i = 0; i < texts->n; i++) {
        struct maintenance_order order = { 0 };
        struct buf err = { 0 };

        if (maintenance_parse(texts->items[i], &order, &err))
            model_maintain(model, now_ms, order.devices, now_ms + order.for_ms);
        free(order.devices);
        buf_finish(&err);
    }
}

void duties_tell_lost_rules(struct model *model, int64_t now_ms)
{
    const struct rule_list *rules = model_rules(model);
    struct buf text = { 0 };
    size_t at = 0;

    while (rule_set_next_lost(rules, &at, &text))
        model_note(model, now_ms, SEVERITY_WARN, buf_text(&text));
    buf_finish(&text);
}

static struct duties *duties_begin(struct station *station, const struct config *config,
                                   struct buf *err)
{
    struct duties *duties = mem_zero(1, sizeof *duties);
    const struct rule_list *rules = model_rules(station_model(station));

    /* A recording is written down already, and is no news to anybody. */
    if (!feed_is_live(station_feed(station)))
        return duties;
    if (!keeper_create(config, station, &duties->keeper, err))
        goto fail;
    if (recollection_is_wanted(config)) {
        duties->recollection = recollection_create(station, config, err);
        if (!duties->recollection)
            goto fail;
    }
    duties_tell_lost_rules(station_model(station), loop_now_ms());
    duties_maintain(station_model(station), &config->tell.maintain);
    if (config->tell.publish_topic)
        duties->herald = herald_create(station, config);
    if (messenger_is_wanted(&config->tell, rules)) {
        duties->messenger = messenger_create(station, config, err);
        if (!duties->messenger)
            goto fail;
    }
    return duties;
fail:
    duties_destroy(duties);
    return NULL;
}

struct duties *duties_create(struct station *station, const struct config *config, struct buf *err)
{
    struct duties *duties = duties_begin(station, config, err);

    config_name_origins(config, err);
    return duties;
}

bool duties_run_commands(const struct duties *duties)
{
    return duties->messenger != NULL;
}

const char *duties_state_file(const struct duties *duties)
{
    return duties->recollection ? recollection_file(duties->recollection) : NULL;
}

void duties_destroy(struct duties *duties)
{
    if (!duties)
        return;
    messenger_destroy(duties->messenger);
    herald_destroy(duties->herald);
    recollection_destroy(duties->recollection);
    keeper_destroy(duties->keeper);
    free(duties);
}
