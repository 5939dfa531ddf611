/* SPDX-License-Identifier: MIT */
#include "core/alert.h"

#include "core/buf.h"
#include "row.h"

enum { STEPS_MAX = 10 };

/* What happens at a time: a value, "tick", "ack", "wake", or "snooze" for so many
 * seconds. */
struct step {
    double at_s;
    const char *what;
    double value;
};

static const struct {
    const char *name;
    int64_t for_s;
    struct step steps[STEPS_MAX];
    const char *expected; /* the edges, and the state after every step */
} rows[] = {
    { "fires at once without a duration", 0, { { 0, "", 29 }, { 1, "", 31 } }, "ok fired:firing" },
    { "exactly at the limit is ok", 0, { { 0, "", 30 } }, "ok" },
    { "an edge, not a level",
      0,
      { { 0, "", 31 }, { 1, "", 32 }, { 2, "", 33 } },
      "fired:firing firing firing" },
    { "stays until it is back by the hysteresis",
      0,
      { { 0, "", 31 }, { 1, "", 29.8 }, { 2, "", 30.2 }, { 3, "", 29.5 } },
      "fired:firing firing firing cleared:ok" },
    { "flapping around the limit rings once",
      0,
      { { 0, "", 30.1 }, { 1, "", 29.9 }, { 2, "", 30.1 }, { 3, "", 29.9 }, { 4, "", 30.1 } },
      "fired:firing firing firing firing firing" },
    { "held long enough",
      10,
      { { 0, "", 31 }, { 9, "", 32 }, { 10, "", 32 }, { 20, "", 33 } },
      "pending pending fired:firing firing" },
    { "not held",
      10,
      { { 0, "", 31 }, { 9, "", 30 }, { 10, "", 31 }, { 19, "", 31 } },
      "pending ok pending pending" },
    { "held by the clock alone",
      10,
      { { 0, "", 31 }, { 9, "tick" }, { 10, "tick" } },
      "pending pending fired:firing" },
    { "acked is silent, and clears",
      0,
      { { 0, "", 31 }, { 1, "ack" }, { 2, "", 35 }, { 3, "", 20 } },
      "fired:firing acked acked cleared:ok" },
    { "fires again after it cleared",
      0,
      { { 0, "", 31 }, { 1, "", 20 }, { 2, "", 31 } },
      "fired:firing cleared:ok fired:firing" },
    { "not one moment before its time",
      10,
      { { 0.5, "", 31 }, { 10.499, "tick" }, { 10.5, "tick" } },
      "pending pending fired:firing" },
    { "pending needs no hysteresis to be forgotten",
      10,
      { { 0, "", 31 }, { 1, "", 29.9 }, { 11, "tick" } },
      "pending ok ok" },
    { "a value at the limit ends the waiting",
      10,
      { { 0, "", 31 }, { 5, "", 30 }, { 6, "", 31 }, { 15, "", 31 }, { 16, "", 31 } },
      "pending ok pending pending fired:firing" },
    { "values that come late are judged by their own time",
      10,
      { { 100, "", 31 }, { 95, "", 31 }, { 109, "", 31 }, { 110, "", 31 } },
      "pending pending pending fired:firing" },
    { "values that went back in time fire nothing",
      10,
      { { 100, "", 31 }, { 20, "", 31 }, { 29, "tick" } },
      "pending pending pending" },
    { "acked twice", 0, { { 0, "", 31 }, { 1, "ack" }, { 2, "ack" } }, "fired:firing acked acked" },
    { "nothing to acknowledge", 10, { { 0, "", 31 }, { 1, "ack" } }, "pending pending" },
    { "an acked one is not due again",
      10,
      { { 0, "", 31 }, { 10, "tick" }, { 11, "ack" }, { 30, "tick" }, { 40, "", 32 } },
      "pending fired:firing acked acked acked" },
    { "snoozed is silent until its time is over",
      0,
      { { 0, "", 31 }, { 1, "snooze", 60 }, { 2, "", 33 }, { 60.9, "tick" }, { 61, "tick" } },
      "fired:firing snoozed snoozed snoozed again:firing" },
    { "a snooze ends on a full second",
      0,
      { { 0.5, "", 31 }, { 0.5, "snooze", 60 }, { 60.9, "tick" }, { 61, "tick" } },
      "fired:firing snoozed snoozed again:firing" },
    { "snoozed clears, too",
      0,
      { { 0, "", 31 }, { 1, "snooze", 60 }, { 2, "", 20 }, { 61, "tick" } },
      "fired:firing snoozed cleared:quiet awake:ok" },
    { "what comes and goes is snoozed for its time",
      0,
      { { 0, "", 31 },
        { 1, "snooze", 60 },
        { 2, "", 20 },
        { 3, "", 31 },
        { 4, "tick" },
        { 5, "", 20 },
        { 60, "", 31 },
        { 61, "tick" } },
      "fired:firing snoozed cleared:quiet fired:snoozed snoozed cleared:quiet fired:snoozed "
      "again:firing" },
    { "what comes back must last as long as the first time",
      10,
      { { 0, "", 31 },
        { 10, "tick" },
        { 11, "snooze", 60 },
        { 12, "", 20 },
        { 13, "", 31 },
        { 14, "", 20 },
        { 15, "", 31 },
        { 25, "tick" },
        { 71, "tick" } },
      "pending fired:firing snoozed cleared:quiet pending quiet pending fired:snoozed "
      "again:firing" },
    { "pending when the snooze is over, it fires",
      10,
      { { 0, "", 31 },
        { 10, "tick" },
        { 11, "snooze", 60 },
        { 12, "", 20 },
        { 65, "", 31 },
        { 71, "tick" },
        { 75, "tick" } },
      "pending fired:firing snoozed cleared:quiet pending pending fired:firing" },
    { "pending when the snooze is over, and it was nothing",
      10,
      { { 0, "", 31 },
        { 10, "tick" },
        { 11, "snooze", 60 },
        { 12, "", 20 },
        { 65, "", 31 },
        { 71, "tick" },
        { 72, "", 20 },
        { 73, "tick" },
        { 74, "", 31 },
        { 84, "tick" } },
      "pending fired:firing snoozed cleared:quiet pending pending quiet awake:ok pending "
      "fired:firing" },
    { "quiet is nothing to acknowledge",
      0,
      { { 0, "", 31 }, { 1, "snooze", 60 }, { 2, "", 20 }, { 3, "ack" }, { 4, "", 31 } },
      "fired:firing snoozed cleared:quiet quiet fired:snoozed" },
    { "snoozed again and acknowledged: over when it is back",
      0,
      { { 0, "", 31 },
        { 1, "snooze", 60 },
        { 2, "", 20 },
        { 3, "", 31 },
        { 4, "ack" },
        { 5, "", 20 },
        { 6, "", 31 } },
      "fired:firing snoozed cleared:quiet fired:snoozed acked cleared:ok fired:firing" },
    { "a longer snooze of what is quiet",
      0,
      { { 0, "", 31 },
        { 1, "snooze", 60 },
        { 2, "", 20 },
        { 3, "snooze", 600 },
        { 61, "tick" },
        { 62, "", 31 } },
      "fired:firing snoozed cleared:quiet quiet quiet fired:snoozed" },
    { "woken",
      0,
      { { 0, "", 31 }, { 1, "snooze", 60 }, { 2, "wake" }, { 3, "tick" } },
      "fired:firing snoozed snoozed again:firing" },
    { "woken while quiet",
      0,
      { { 0, "", 31 },
        { 1, "snooze", 60 },
        { 2, "", 20 },
        { 3, "wake" },
        { 3, "tick" },
        { 4, "", 31 } },
      "fired:firing snoozed cleared:quiet quiet awake:ok fired:firing" },
    { "snoozed, then acked for good",
      0,
      { { 0, "", 31 }, { 1, "snooze", 60 }, { 2, "ack" }, { 61, "tick" } },
      "fired:firing snoozed acked acked" },
    { "acked, then to be reminded",
      0,
      { { 0, "", 31 }, { 1, "ack" }, { 2, "snooze", 60 }, { 62, "tick" } },
      "fired:firing acked snoozed again:firing" },
    { "snoozed anew",
      0,
      { { 0, "", 31 }, { 1, "snooze", 60 }, { 2, "snooze", 600 }, { 61, "tick" } },
      "fired:firing snoozed snoozed snoozed" },
    { "nothing to snooze", 10, { { 0, "", 31 }, { 1, "snooze", 60 } }, "pending pending" },
    { "time alone clears nothing", 0, { { 0, "", 31 }, { 100, "tick" } }, "fired:firing firing" },
};

static const char *const edges[] = {
    [ALERT_NOTHING] = "",         [ALERT_FIRED] = "fired:",       [ALERT_AGAIN] = "again:",
    [ALERT_AWAKE] = "awake:",     [ALERT_SILENCED] = "silenced:", [ALERT_RECALLED] = "recalled:",
    [ALERT_CLEARED] = "cleared:",
};
static const char *const states[] = { "ok", "pending", "quiet", "firing", "acked", "snoozed" };

static enum alert_edge take_step(struct alert *alert, const struct rule *rule,
                                 const struct step *step)
{
    int64_t at_ms = (int64_t)(step->at_s * 1000);

    if (strcmp(step->what, "tick") == 0)
        return alert_tick(alert, rule, at_ms);
    if (strcmp(step->what, "ack") == 0)
        alert_ack(alert);
    else if (strcmp(step->what, "wake") == 0)
        alert_wake(alert);
    else if (strcmp(step->what, "snooze") == 0)
        alert_snooze(alert, at_ms + (int64_t)(step->value * 1000));
    else
        return alert_apply(alert, rule, step->value, at_ms);
    return ALERT_NOTHING;
}

static void test_state_machine(void **state)
{
    (void)state;
    for (size_t r = 0; r < ROW_COUNT(rows); r++) {
        struct rule rule = { .limit = 30, .hysteresis = 0.5, .for_ms = rows[r].for_s * 1000 };
        struct alert alert = { 0 };
        struct buf got = { 0 };

        for (int i = 0; i < STEPS_MAX && rows[r].steps[i].what; i++) {
            enum alert_edge edge = take_step(&alert, &rule, &rows[r].steps[i]);

            buf_addf(&got, "%s%s%s", i ? " " : "", edges[edge], states[alert.state]);
        }
        row_check_text(rows[r].name, buf_text(&got), rows[r].expected);
        buf_finish(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state_machine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
