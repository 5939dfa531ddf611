/* SPDX-License-Identifier: MIT */
#include "reload.h"

#include "core/config-change.h"
#include "core/mem.h"
#include "duties.h"
#include "startup.h"

#include <stdlib.h>

void reload_init(struct reload *reload, const struct config *config, struct station *station)
{
    *reload = (struct reload){ .first = config, .station = station };
}

static void reload_drop(struct config *config)
{
    if (config)
        config_finish(config);
    free(config);
}

void reload_finish(struct reload *reload)
{
    reload_drop(reload->before);
    reload_drop(reload->again);
}

const struct config *reload_config(const struct reload *reload)
{
    return reload->again ? reload->again : reload->first;
}

bool reload_changed(const struct reload *reload, const char *option)
{
    return config_differs(reload->before ? reload->before : reload->first, reload_config(reload),
                          option);
}

static void reload_tell(struct reload *reload, int64_t now_ms, enum severity severity,
                        const char *before, const struct buf *what)
{
    struct buf text = { 0 };

    buf_addf(&text, "%s%s", before, buf_text(what));
    model_note(station_model(reload->station), now_ms, severity, buf_text(&text));
    buf_finish(&text);
}

static void reload_tell_done(struct reload *reload, int64_t now_ms)
{
    struct buf waiting = { 0 };

    /* The demonstration has a broker of its own, whatever the options say. */
    if (!reload->first->demo)
        config_format_waiting(reload->first, reload->again, &waiting);
    if (waiting.len)
        reload_tell(reload, now_ms, SEVERITY_WARN,
                    "configuration read again; these take effect at the next start: ", &waiting);
    else
        reload_tell(reload, now_ms, SEVERITY_INFO, "configuration read again", &waiting);
    buf_finish(&waiting);
}

bool reload_run(struct reload *reload, int64_t now_ms)
{
    struct config *config = mem_zero(1, sizeof *config);
    struct buf err = { 0 };
    bool ok = startup_read_again(reload->first, config, &err);

    if (ok) {
        reload_drop(reload->before);
        reload->before = reload->again;
        reload->again = config;
        station_renew(reload->station, now_ms, config);
        reload_tell_done(reload, now_ms);
        duties_tell_lost_rules(station_model(reload->station), now_ms);
    } else {
        reload_drop(config);
        reload_tell(reload, now_ms, SEVERITY_WARN, "configuration not taken: ", &err);
    }
    buf_finish(&err);
    return ok;
}
