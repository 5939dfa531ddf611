/* SPDX-License-Identifier: MIT
 *
 * A scenario is refused in one clean sentence, or what it says can be played at
 * any time and its names are fit for a topic.
 */
#include "fuzz.h"

#include "core/scenario.h"
#include "core/topic.h"

#include <string.h>

static void check_refusal(const struct buf *err)
{
    fuzz_check(err->len > 0);
    for (size_t i = 0; i < err->len; i++)
        fuzz_check((unsigned char)err->data[i] >= ' ' && err->data[i] != 0x7f);
}

static void check_names(const struct scenario *scenario)
{
    static const size_t which[] = { 0, 1, 99, 100, 999999 };

    for (size_t i = 0; scenario_devices(scenario) && i < sizeof which / sizeof which[0]; i++) {
        struct buf name = { 0 };
        const char *why;

        scenario_name(scenario, which[i], &name);
        fuzz_check(topic_is_level(name.data, &why));
        buf_finish(&name);
    }
}

static void check_play(const struct scenario *scenario)
{
    static const int64_t times_ms[] = { 0, 1, 8000, 59999, 86400000, INT64_MAX / 2 };

    for (size_t i = 0; i < sizeof times_ms / sizeof times_ms[0]; i++) {
        struct scenario_state at;

        scenario_at(scenario, "kitchen-01", times_ms[i], &at);
        fuzz_check((unsigned)at.act < SCENARIO_ACT_COUNT_);
        fuzz_check(at.weight >= 0 && at.weight <= 1);
        fuzz_check(at.target_c >= -90 && at.target_c <= 300);
        fuzz_check(at.act == SCENARIO_HEAT || at.weight == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf err = { 0 };
    struct scenario *scenario = scenario_parse((const char *)data, size, &err);

    if (scenario) {
        fuzz_check(err.len == 0);
        check_names(scenario);
        check_play(scenario);
    } else {
        check_refusal(&err);
    }
    scenario_destroy(scenario);
    buf_finish(&err);
    return 0;
}
