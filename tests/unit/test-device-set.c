/* SPDX-License-Identifier: MIT
 *
 * What [device …] sections make of the readings of a device, and of the device.
 */
#include "core/device-set.h"

#include "core/model.h"
#include "row.h"

#include <stdlib.h>

enum { SECTIONS_MAX = 3, ENTRIES_MAX = 3 };

struct entry {
    const char *key, *text;
};

struct section {
    const char *devices;
    struct entry entries[ENTRIES_MAX];
};

/* Free with device_section_finish each, and the array. */
static struct device_section *make_sections(const struct section *sections, size_t *n)
{
    struct device_section *made = calloc(SECTIONS_MAX, sizeof *made);

    for (*n = 0; *n < SECTIONS_MAX && sections[*n].devices; ++*n) {
        made[*n].devices = strdup(sections[*n].devices);
        made[*n].path = strdup("f");
        for (unsigned i = 0; i < ENTRIES_MAX && sections[*n].entries[i].key; i++)
            device_section_add(&made[*n], sections[*n].entries[i].key, sections[*n].entries[i].text,
                               i + 1);
    }
    return made;
}

static struct device_set *make_set(const struct section *sections)
{
    size_t n;
    struct device_section *made = make_sections(sections, &n);
    struct device_set *set = device_set_create(made, n);

    for (size_t i = 0; i < n; i++)
        device_section_finish(&made[i]);
    free(made);
    return set;
}

// clang-format off
/* A value that the device attic-1 sends, and what becomes of it. */
static const struct {
    const char *name;
    struct section sections[SECTIONS_MAX];
    const char *metric;
    double sent;
    double expected;
    const char *fault;
} rows[] = {
    { "an offset", { { "attic-*", { { "offset", "-0.5" } } } }, "temperature", 22.3, 21.8, NULL },
    { "of another metric", { { "*", { { "humidity.offset", "3" } } } }, "humidity", 40, 43, NULL },
    { "not of this one", { { "*", { { "humidity.offset", "3" } } } }, "temperature", 40, 40, NULL },
    { "of a metric with dots", { { "*", { { "a.b.offset", "1" } } } }, "a.b", 1, 2, NULL },
    { "of another device", { { "cellar", { { "offset", "3" } } } }, "temperature", 40, 40, NULL },
    { "the last section wins", { { "*", { { "offset", "1" } } }, { "attic-1", { { "offset", "2" } } } },
      "temperature", 20, 22, NULL },
    { "whatever is more special", { { "attic-1", { { "offset", "2" } } }, { "*", { { "offset", "1" } } } },
      "temperature", 20, 21, NULL },
    { "what it does not say stays", { { "*", { { "offset", "1" } } }, { "attic-1", { { "name", "x" } } } },
      "temperature", 20, 21, NULL },
    { "it sends Fahrenheit", { { "*", { { "unit", "F" }, { "offset", "1" } } } }, "temperature", 212, 101, NULL },
    { "in the range", { { "*", { { "range", "-40..60" } } } }, "temperature", 60, 60, NULL },
    { "beyond the range", { { "*", { { "range", "-40..60" } } } }, "temperature", 60.1, 0,
      "temperature: not between -40 and 60, the range of this device: 60.1" },
    { "the range is that of the sensor", { { "*", { { "range", "-40..60" }, { "offset", "5" } } } },
      "temperature", 60, 65, NULL },
    { "no number any more", { { "*", { { "wind.offset", "1" } } } }, "wind", 1e303, 0, "wind: too large: 1e+303" },
    { "one that is just large", { { "*", { { "wind.offset", "1" } } } }, "wind", 1e300, 1e300, NULL },
};
// clang-format on

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct device_set *set = make_set(rows[i].sections);
        const struct device_settings *settings = device_set_get(set, "home", "attic-1");
        struct reading reading = { .n_metrics = 1 };
        struct reading_metric *metric = &reading.metrics[0];
        struct faults faults = { 0 };

        strcpy(metric->name, rows[i].metric);
        metric->has_value = true;
        metric->value = rows[i].sent;
        if (settings)
            device_settings_correct(settings, &reading, &faults);
        row_check(rows[i].name, metric->has_value == !rows[i].fault);
        if (rows[i].fault)
            row_check_text(rows[i].name, faults.text[0], rows[i].fault);
        else
            row_check(rows[i].name, metric->value == rows[i].expected);
        device_set_destroy(set);
    }
}

static void test_devices_share_settings(void **state)
{
    static const struct section sections[SECTIONS_MAX] = {
        { "attic-*", { { "name", "Attic" }, { "soil.unit", "%" }, { "stale-after", "5m" } } },
        { "home/attic-2", { { "hidden", "yes" } } },
    };
    struct device_set *set = make_set(sections);
    const struct device_settings *one = device_set_get(set, "home", "attic-1");
    const struct device_settings *two = device_set_get(set, "home", "attic-2");

    (void)state;
    assert_ptr_equal(one, device_set_get(set, "home", "attic-3"));
    assert_ptr_not_equal(one, two);
    assert_null(device_set_get(set, "home", "cellar"));
    assert_string_equal(two->name, "Attic");
    assert_string_equal(device_settings_unit(two, "soil"), "%");
    assert_null(device_settings_unit(two, "temperature"));
    assert_null(device_settings_unit(NULL, "soil"));
    assert_int_equal(two->stale_after_ms, 5 * 60 * 1000);
    assert_true(two->hidden && !one->hidden);
    device_set_destroy(set);
}

/* --- in the model ------------------------------------------------------------ */

static void send(struct model *model, int64_t now_ms, const char *topic, const char *payload)
{
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = payload,
                               .payload_len = strlen(payload) };

    model_apply(model, now_ms, &message);
}

static const struct device *find(const struct model *model, const char *id)
{
    const struct device_table *table = model_devices(model);

    for (size_t i = 0; i < device_table_count(table); i++)
        if (strcmp(device_table_get(table, i)->id, id) == 0)
            return device_table_get(table, i);
    return NULL;
}

static void test_model(void **state)
{
    static const struct section sections[SECTIONS_MAX] = {
        { "attic", { { "offset", "2" }, { "range", "0..50" }, { "stale-after", "5s" } } },
        { "cellar", { { "stale-after", "auto" } } },
    };
    struct rule_list rules = { 0 };
    struct rule hot = { .metric = "temperature", .limit = 30, .severity = SEVERITY_CRIT };
    struct model_options options = { .max_devices = 10,
                                     .history_samples = 10,
                                     .payload_bytes_max = 1000,
                                     .stale_after_ms = 20000,
                                     .take_devices = make_set(sections) };
    struct link_state link = { .phase = LINK_UP };
    struct model *model;

    (void)state;
    rule_list_add(&rules, &hot);
    model = model_create(&options, &rules);
    model_link(model, 1000, &link);
    send(model, 1000, "home/attic/sensors", "{\"temperature_c\":29}");
    send(model, 1000, "home/cellar/sensors", "{\"temperature_c\":29}");
    send(model, 1000, "home/porch/sensors", "{\"temperature_c\":29}");
    assert_true(find(model, "attic")->metrics[0].value == 31);
    assert_int_equal(find(model, "attic")->worst, SEVERITY_CRIT);
    assert_int_equal(find(model, "porch")->worst, SEVERITY_NONE);
    send(model, 2000, "home/attic/sensors", "{\"temperature_c\":51}");
    assert_false(find(model, "attic")->metrics[0].has_value);
    assert_int_equal(find(model, "attic")->n_refused, 1);

    model_tick(model, 7001);
    assert_true(find(model, "attic")->is_stale);
    assert_false(find(model, "porch")->is_stale);
    model_tick(model, 21001);
    assert_true(find(model, "porch")->is_stale);
    assert_false(find(model, "cellar")->is_stale);

    model_forget(model, 22000, find(model, "attic")->index);
    send(model, 23000, "home/attic/sensors", "{\"temperature_c\":20}");
    assert_true(find(model, "attic")->metrics[0].value == 22);
    model_destroy(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_devices_share_settings),
        cmocka_unit_test(test_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
