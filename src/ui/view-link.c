/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "core/duration.h"
#include "core/number.h"
#include "ui/clock.h"
#include "ui/page.h"

#include <inttypes.h>

enum { LINK_RIGHT_COL = 22, LINK_EXPIRES_SOON_S = 30 * 24 * 60 * 60 };

/* One row under way. */
struct link_fact {
    const struct view_context *context;
    const struct link_state *link;
    const struct model_counts *counts;
    struct buf *text; /* empty, to write in; left empty: the row is left out */
    enum style style;
};

/* --- connection ------------------------------------------------------------ */

static void link_add_broker(struct link_fact *fact)
{
    buf_puts(fact->text, fact->context->broker);
}

static void link_add_phase(struct link_fact *fact)
{
    static const struct {
        const char *text;
        enum style style;
    } rows[LINK_PHASE_COUNT_] = {
        [LINK_OFF] = { "no connection is made", STYLE_NORMAL },
        [LINK_CONNECTING] = { "connecting", STYLE_WARN },
        [LINK_WAITING] = { "waiting for the next try", STYLE_CRIT },
        [LINK_SUBSCRIBING] = { "subscribing", STYLE_WARN },
        [LINK_UP] = { "connected", STYLE_GOOD },
    };

    buf_puts(fact->text, rows[fact->link->phase].text);
    fact->style = rows[fact->link->phase].style;
}

static void link_add_since(struct link_fact *fact)
{
    int64_t since_ms = fact->link->since_ms;

    if (fact->link->phase == LINK_OFF)
        return;
    clock_format(fact->text, since_ms + fact->context->local_offset_ms, true);
    buf_puts(fact->text, ", for ");
    duration_format(fact->text, fact->context->now_ms - since_ms);
}

static void link_add_next_try(struct link_fact *fact)
{
    if (fact->link->phase != LINK_WAITING)
        return;
    buf_puts(fact->text, "in ");
    duration_format(fact->text, fact->link->next_try_ms - fact->context->now_ms + 999);
}

static void link_add_attempts(struct link_fact *fact)
{
    const struct link_state *link = fact->link;

    buf_addf(fact->text, "%" PRIu32, link->n_attempts);
    if (link->attempt > 1)
        buf_addf(fact->text, ", %" PRIu32 " since it was up", link->attempt);
}

static void link_add_sessions(struct link_fact *fact)
{
    buf_addf(fact->text, "%" PRIu32, fact->link->session);
}

static void link_add_reason(struct link_fact *fact)
{
    buf_puts(fact->text, fact->link->reason);
    fact->style = STYLE_CRIT;
}

static void link_add_warning(struct link_fact *fact)
{
    buf_puts(fact->text, fact->link->warning);
    fact->style = STYLE_WARN;
}

static void link_add_last_error(struct link_fact *fact)
{
    if (!fact->link->last_error_ms || fact->link->reason[0])
        return;
    clock_format(fact->text, fact->link->last_error_ms + fact->context->local_offset_ms, true);
    buf_addf(fact->text, " %s", fact->link->last_error);
}

static void link_add_protocol(struct link_fact *fact)
{
    if (fact->link->protocol)
        buf_addf(fact->text, "MQTT %s", fact->link->protocol == 5 ? "5" : "3.1.1");
}

/* --- encryption ------------------------------------------------------------ */

static void link_add_safety(struct link_fact *fact)
{
    static const struct {
        const char *text;
        enum style style;
    } rows[LINK_SAFETY_COUNT_] = {
        [LINK_PLAIN] = { "none", STYLE_NORMAL },
        [LINK_CLEAR_PASSWORD] = { "none: the password is not encrypted", STYLE_WARN },
        [LINK_TLS] = { "TLS, the broker is verified", STYLE_GOOD },
        [LINK_TLS_UNCHECKED] = { "TLS, but who answers is not verified", STYLE_WARN },
    };

    buf_puts(fact->text, rows[fact->link->safety].text);
    fact->style = rows[fact->link->safety].style;
}

static void link_add_tls_version(struct link_fact *fact)
{
    buf_puts(fact->text, fact->link->tls_version);
}

static void link_add_peer(struct link_fact *fact)
{
    buf_puts(fact->text, fact->link->peer_names);
}

static void link_add_expiry(struct link_fact *fact)
{
    int64_t wall_s = model_wall_ms(fact->context->model, fact->context->now_ms) / 1000;
    int64_t left_s = fact->link->peer_expires_s - wall_s;

    if (!fact->link->peer_expires_s)
        return;
    buf_puts(fact->text, left_s < 0 ? "ended " : "ends in ");
    duration_format(fact->text, (left_s < 0 ? -left_s : left_s) * 1000);
    buf_puts(fact->text, left_s < 0 ? " ago" : "");
    if (left_s < LINK_EXPIRES_SOON_S)
        fact->style = STYLE_WARN;
}

/* --- messages -------------------------------------------------------------- */

static void link_add_count(struct link_fact *fact, uint64_t n, bool is_fault)
{
    buf_addf(fact->text, "%" PRIu64, n);
    if (n && is_fault)
        fact->style = STYLE_STALE;
}

static void link_add_received(struct link_fact *fact)
{
    buf_addf(fact->text, "%" PRIu64 ", ", fact->link->n_messages);
    number_format(fact->text, fact->counts->messages_per_s, 1);
    buf_addf(fact->text, " a second, %" PRIu64 " KiB in all", fact->link->n_bytes / 1024);
}

static void link_add_inbox(struct link_fact *fact)
{
    buf_addf(fact->text, "%" PRIu64 " KiB", fact->link->inbox_bytes / 1024);
}

static void link_add_refused(struct link_fact *fact)
{
    link_add_count(fact, fact->counts->refused, true);
}

static void link_add_duplicates(struct link_fact *fact)
{
    link_add_count(fact, fact->counts->duplicates, false);
}

static void link_add_late(struct link_fact *fact)
{
    link_add_count(fact, fact->counts->late, false);
}

static void link_add_mismatches(struct link_fact *fact)
{
    link_add_count(fact, fact->counts->mismatches, true);
}

static void link_add_metrics_ignored(struct link_fact *fact)
{
    link_add_count(fact, fact->counts->metrics_ignored, true);
}

static void link_add_devices_refused(struct link_fact *fact)
{
    link_add_count(fact, fact->counts->devices_refused, true);
}

static void link_add_broker_dropped(struct link_fact *fact)
{
    if (fact->link->has_broker_dropped)
        link_add_count(fact, fact->link->broker_dropped, true);
}

static void link_add_devices(struct link_fact *fact)
{
    buf_addf(fact->text, "%zu", tally_count(&model_counts(fact->context->model)->devices));
}

/* --- the table ------------------------------------------------------------- */

// clang-format off
static const struct link_row {
    const char *label; /* without a function: a heading */
    void (*add)(struct link_fact *fact);
} link_rows[] = {
    { "Connection",       NULL },
    { "broker",           link_add_broker },
    { "state",            link_add_phase },
    { "since",            link_add_since },
    { "next try",         link_add_next_try },
    { "why",              link_add_reason },
    { "but",              link_add_warning },
    { "last fault",       link_add_last_error },
    { "attempts",         link_add_attempts },
    { "connections",      link_add_sessions },
    { "protocol",         link_add_protocol },
    { "Encryption",       NULL },
    { "encryption",       link_add_safety },
    { "version",          link_add_tls_version },
    { "certificate of",   link_add_peer },
    { "certificate",      link_add_expiry },
    { "Messages",         NULL },
    { "received",         link_add_received },
    { "waiting",          link_add_inbox },
    { "refused",          link_add_refused },
    { "duplicates",       link_add_duplicates },
    { "late",             link_add_late },
    { "of another id",    link_add_mismatches },
    { "metrics ignored",  link_add_metrics_ignored },
    { "dropped by broker", link_add_broker_dropped },
    { "devices",          link_add_devices },
    { "table was full",   link_add_devices_refused },
};
// clang-format on

static void link_add_row(struct link_fact *fact, const struct link_row *row, struct page *page)
{
    if (!row->add) {
        page_add_heading(page, row->label);
        return;
    }
    buf_clear(fact->text);
    fact->style = STYLE_NORMAL;
    row->add(fact);
    if (fact->text->len)
        page_add_row(page, STYLE_DIM, row->label, fact->style, buf_text(fact->text));
}

static void link_add_grant(struct link_fact *fact, const struct link_grant *grant,
                           struct page *page)
{
    enum style style = STYLE_NORMAL;

    buf_clear(fact->text);
    if (grant->qos == LINK_GRANT_NONE) {
        buf_puts(fact->text, "no answer yet");
        style = STYLE_DIM;
    } else if (grant->qos >= LINK_GRANT_REFUSED) {
        buf_puts(fact->text, "refused");
        style = STYLE_CRIT;
    } else {
        buf_addf(fact->text, "QoS %d", grant->qos);
    }
    page_add_row(page, STYLE_DIM, grant->filter, style, buf_text(fact->text));
}

static void link_fill(struct link_fact *fact, struct page *page)
{
    for (size_t i = 0; i < sizeof link_rows / sizeof *link_rows; i++)
        link_add_row(fact, &link_rows[i], page);
    if (fact->link->n_grants)
        page_add_heading(page, "Subscriptions");
    for (size_t i = 0; i < fact->link->n_grants && i < LINK_GRANTS_MAX; i++)
        link_add_grant(fact, &fact->link->grants[i], page);
}

/* --- the view -------------------------------------------------------------- */

static bool link_key(void *state, const struct view_context *context, enum action action)
{
    (void)context;
    return page_key(state, action);
}

static void link_draw(void *state, const struct view_context *context, struct canvas *canvas,
                      struct view_area area)
{
    struct buf text = { 0 };
    struct link_fact fact = { .context = context,
                              .link = model_link_state(context->model),
                              .counts = model_counts(context->model),
                              .text = &text };
    struct page page;

    page_init(&page, canvas, LINK_RIGHT_COL);
    link_fill(&fact, &page);
    page_draw(&page, state, canvas, area);
    page_finish(&page);
    buf_finish(&text);
}

static enum style link_title(const void *state, const struct view_context *context,
                             struct line *line)
{
    return page_title(state, "LINK", context, line);
}

const struct view_ops view_link = {
    .screen = ACTION_ON_LINK,
    .state_bytes = sizeof(struct page_scroll),
    .key = link_key,
    .draw = link_draw,
    .title = link_title,
};
