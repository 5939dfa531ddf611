/* SPDX-License-Identifier: MIT
 *
 * bell: when to ring. Once for however many alerts start within a second, again
 * after a while if the user wants that.
 */
#ifndef SENSORTOP_CORE_BELL_H
#define SENSORTOP_CORE_BELL_H

#include <stdbool.h>
#include <stdint.h>

enum { BELL_GAP_MS = 1000 };

struct bell {
    int64_t repeat_ms;      /* ring again while alerts are firing; 0 = never */
    int64_t rule_repeat_ms; /* the same of the most impatient rule that is firing */
    bool wanted;
    bool has_rung;
    int64_t rung_ms; /* the last time */
};

/* An alert started to fire. */
void bell_want(struct bell *bell);

/* Alerts fire that rang before our time: only the repetition is still to come. */
void bell_resume(struct bell *bell, int64_t now_ms);

/* True: ring now. is_firing: there are alerts nobody has acknowledged. */
bool bell_tick(struct bell *bell, bool is_firing, int64_t now_ms);

#endif
