/* SPDX-License-Identifier: MIT */
#include "reload.h"

#include "core/config-change.h"
#include "startup.h"

void reload_init(struct reload *reload, const struct config *config, struct station *station)
{
    *reload = (struct reload){ .first = config, .station = station };
}

void reload_finish(struct reload *reload)
{
    if (reload->has_again)
        config_finish(&reload->again);
}

const struct config *reload_config(const struct reload *reload)
{
    return reload->has_again ? &reload->again : reload->first;
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
        config_format_waiting(reload->first, &reload->again, &waiting);
    if (waiting.len)
        reload_tell(reload, now_ms, SEVERITY_WARN,
                    "configuration read again; these take effect at the next start: ", &waiting);
    else
        reload_tell(reload, now_ms, SEVERITY_INFO, "configuration read again", &waiting);
    buf_finish(&waiting);
}

bool reload_run(struct reload *reload, int64_t now_ms)
{
    struct config config;
    struct buf err = { 0 };
    bool ok = startup_read_again(reload->first, &config, &err);

    if (ok) {
        if (reload->has_again)
            config_finish(&reload->again);
        reload->again = config;
        reload->has_again = true;
        station_renew(reload->station, now_ms, &reload->again);
        reload_tell_done(reload, now_ms);
    } else {
        config_finish(&config);
        reload_tell(reload, now_ms, SEVERITY_WARN, "configuration not taken: ", &err);
    }
    buf_finish(&err);
    return ok;
}
