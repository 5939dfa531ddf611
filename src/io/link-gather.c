/* SPDX-License-Identifier: MIT */
#include "io/link-gather.h"

/* Percent of what can be on its way: so much is a look to bring. Up to a window that is not known
 * to be one, and beyond, to find out; the smaller it is, the likelier is chance. */
enum {
    LINK_GATHER_FULL = 75,
    LINK_GATHER_PROBE = 125,
    LINK_GATHER_PROBE_SMALL = 200,
    LINK_GATHER_MOST = 150,
};

static void link_gather_learn_window(struct link_gather *gather, int64_t now_ms, uint64_t n_at_once)
{
    if (now_ms - gather->stuck_ms >= LINK_GATHER_FORGET_MS || n_at_once > gather->window) {
        gather->n_stuck = 0;
        gather->stuck_ms = now_ms;
    }
    if (n_at_once > gather->window)
        gather->window = n_at_once;
    else if (n_at_once == gather->window && gather->us >= LINK_GATHER_STUCK_US)
        gather->n_stuck++;
}

static uint64_t link_gather_fullness_of_window(const struct link_gather *gather,
                                               const struct link_look *look)
{
    bool is_small = gather->window < LINK_GATHER_WINDOW;
    uint64_t fullness;

    if (!look->n_at_once)
        return 100 * look->n_acknowledged / LINK_GATHER_WINDOW;
    fullness = 100 * look->n_acknowledged / gather->window;
    if (gather->n_stuck >= LINK_GATHER_STUCK)
        return fullness;
    return fullness * LINK_GATHER_FULL / (is_small ? LINK_GATHER_PROBE_SMALL : LINK_GATHER_PROBE);
}

static uint64_t link_gather_fullness(const struct link_gather *gather, const struct link_look *look)
{
    uint64_t of_bytes = look->is_cut ? LINK_GATHER_MOST : 100 * look->n_bytes / LINK_GATHER_BYTES;
    uint64_t of_window = link_gather_fullness_of_window(gather, look);

    return of_bytes > of_window ? of_bytes : of_window;
}

/* At most twice as long as before, and at least half: what it brought is gone from the socket. */
static int link_gather_next_us(int us, uint64_t fullness, int max_us)
{
    uint64_t next_us;

    if (us < LINK_GATHER_US_MIN)
        return fullness < LINK_GATHER_FULL ? LINK_GATHER_US_MIN : 0;
    if (fullness < LINK_GATHER_FULL / 2)
        fullness = LINK_GATHER_FULL / 2;
    if (fullness > LINK_GATHER_MOST)
        fullness = LINK_GATHER_MOST;
    next_us = (uint64_t)us * LINK_GATHER_FULL / fullness;
    if (next_us > (uint64_t)max_us)
        return max_us;
    return next_us < LINK_GATHER_US_MIN ? 0 : (int)next_us;
}

static int link_gather_max_us(const struct link_look *look)
{
    bool is_blind = look->n_acknowledged && !look->n_at_once;

    if (look->is_snapshot)
        return LINK_GATHER_US_MIN;
    return is_blind ? LINK_GATHER_BLIND_US_MAX : LINK_GATHER_US_MAX;
}

void link_gather_note(struct link_gather *gather, int64_t now_ms, const struct link_look *look)
{
    int max_us = link_gather_max_us(look);
    bool goes_on = now_ms - gather->last_ms <= (LINK_GATHER_US_MAX + gather->us) / 1000;

    if (!look->n)
        return;
    gather->last_ms = now_ms;
    gather->is_untold = true;
    if (!goes_on)
        gather->tell_ms = 0;
    if (look->n_at_once)
        link_gather_learn_window(gather, now_ms, look->n_at_once);
    gather->us =
        goes_on ? link_gather_next_us(gather->us, link_gather_fullness(gather, look), max_us) : 0;
}

int64_t link_gather_tell_due_ms(const struct link_gather *gather)
{
    return gather->is_untold ? gather->told_ms + gather->tell_ms : INT64_MAX;
}

bool link_gather_tells(struct link_gather *gather, int64_t now_ms)
{
    if (now_ms < link_gather_tell_due_ms(gather))
        return false;
    gather->is_untold = false;
    gather->told_ms = now_ms;
    if (gather->tell_ms < LINK_GATHER_TELL_MS_MAX)
        gather->tell_ms++;
    return true;
}
