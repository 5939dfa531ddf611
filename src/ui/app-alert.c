/* SPDX-License-Identifier: MIT */
#include "core/duration.h"
#include "core/glob.h"
#include "core/maintenance.h"
#include "core/rule-words.h"
#include "ui/app-state.h"
#include "ui/mark.h"

#include <stdlib.h>
#include <string.h>

enum { APP_SNOOZE_MS_MIN = 1000, APP_SNOOZE_DAYS_MAX = 30 };

/* In the bottom line, until the next key. */
static unsigned app_remark(struct app *app, const char *remark)
{
    app->remark = remark;
    return APP_REDRAW;
}

static bool app_has_alert(const struct device *device, bool but_acked)
{
    for (size_t i = 0; i < device->n_alerts; i++)
        if (alert_is_active(&device->alerts[i]) &&
            !(but_acked && device->alerts[i].state == ALERT_ACKED))
            return true;
    return false;
}

unsigned app_ack(struct app *app)
{
    const struct device *device = app_selected(app);

    if (!device)
        return 0;
    if (!app_has_alert(device, false))
        return app_remark(app, "nothing to acknowledge here: this device has no alert");
    if (!app_has_alert(device, true))
        return app_remark(app, "acknowledged already: until it clears");
    return APP_ACK | APP_REDRAW;
}

unsigned app_ack_all(struct app *app)
{
    (void)app;
    return APP_ACK_ALL | APP_REDRAW;
}

static unsigned app_ask(struct app *app, enum prompt_kind kind, const char *text)
{
    prompt_offer(&app->prompt, kind, text);
    app->prompt_fault = NULL;
    return APP_REDRAW;
}

unsigned app_snooze(struct app *app)
{
    const struct device *device = app_selected(app);

    if (!device)
        return 0;
    if (!app_has_alert(device, false) && !mark_snoozed_until_ms(device))
        return app_remark(app, "nothing to snooze here: this device has no alert");
    return app_ask(app, PROMPT_SNOOZE, "1h");
}

/* "kitchen-01 for 2h", of the selected device; work on it that goes on is to be ended. */
unsigned app_maintain(struct app *app)
{
    static const int64_t usual_ms = 2 * 3600 * 1000;
    const struct device *device = app_selected(app);
    struct buf devices = { 0 }, text = { 0 };
    unsigned reactions;

    if (device && app->names.locations.are_several) {
        glob_add_literal(&devices, device->location);
        buf_puts(&devices, "/");
    }
    if (device)
        glob_add_literal(&devices, device->id);
    if (device && model_maintained_until_ms(app->model, device)) {
        rule_words_add_name(&text, buf_text(&devices));
        buf_puts(&text, " off");
    } else if (device) {
        maintenance_format(buf_text(&devices), usual_ms, &text);
    }
    reactions = app_ask(app, PROMPT_MAINTAIN, buf_text(&text));
    buf_finish(&devices);
    buf_finish(&text);
    return reactions;
}

static unsigned app_order_snooze(struct app *app, const char *text)
{
    int64_t ms;

    if (strcmp(text, "off") == 0) {
        ms = 0;
    } else if (!duration_parse(text, &ms) || ms < APP_SNOOZE_MS_MIN ||
               ms > APP_SNOOZE_DAYS_MAX * INT64_C(86400000)) {
        app->prompt_fault = "not a duration such as 1h, or off";
        return 0;
    }
    app->order.for_ms = ms;
    return app_selected(app) ? APP_SNOOZE : 0;
}

static unsigned app_order_maintenance(struct app *app, const char *text)
{
    struct maintenance_order order;
    struct buf err = { 0 };

    if (maintenance_parse(text, &order, &err))
        app->order = (struct app_order){ order.devices, order.for_ms };
    else
        app->prompt_fault = "not like: freezer-* for 2h";
    buf_finish(&err);
    return app->prompt_fault ? 0 : APP_MAINTAIN;
}

unsigned app_take_order(struct app *app, enum prompt_kind kind, const char *text)
{
    free(app->order.devices);
    app->order = (struct app_order){ 0 };
    return kind == PROMPT_SNOOZE ? app_order_snooze(app, text) : app_order_maintenance(app, text);
}
