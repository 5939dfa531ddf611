/* SPDX-License-Identifier: MIT */
#include "ui/filter.h"

#include "row.h"

static void say(struct model *model, const char *topic, const char *payload)
{
    struct message message = { .topic = topic,
                               .topic_len = strlen(topic),
                               .payload = payload,
                               .payload_len = strlen(payload) };

    model_apply(model, 1000, &message);
}

/* "hot" is in alert, "off" offline, "new" has no reading; "Wind" has two metrics that begin alike.
 */
static struct model *house(void)
{
    struct model_options options = {
        .max_devices = 100, .history_samples = 10, .payload_bytes_max = 1000, .seed = 1
    };
    struct rule rule = { .metric = "temperature", .limit = 30, .severity = SEVERITY_CRIT };
    struct rule_list rules = { 0 };
    struct model *model;

    rule_list_add(&rules, &rule);
    model = model_create(&options, &rules);
    say(model, "home/hot/status", "online");
    say(model, "home/hot/sensors", "{\"temperature_c\":31,\"humidity\":40}");
    say(model, "home/off/status", "offline");
    say(model, "office-3/off/sensors", "{\"temperature_c\":20,\"battery\":-1.5}");
    say(model, "office-3/Wind/sensors", "{\"temperature_c\":-5,\"speed\":3,\"speed2\":4}");
    say(model, "lab/new/status", "online");
    return model;
}

static const struct {
    const char *text;
    const char *expected;
    bool fahrenheit, with_location;
} rows[] = {
    { "", "hot off off Wind new", false, false },
    { "   ", "hot off off Wind new", false, false },
    { "o", "hot off off", false, false },
    { "O", "hot off off", false, false },
    { "wIN", "Wind", false, false },
    { "lab", "", false, false },
    { "lab", "new", false, true },
    { "office !win", "off", false, true },
    { "online", "hot new", false, false },
    { "offline", "off", false, false },
    { "alert", "hot", false, false },
    { "problem", "hot off", false, false },
    { "unknown", "off Wind", false, false },
    { "stale", "", false, false },
    { "!online", "off off Wind", false, false },
    { "!o", "Wind new", false, false },
    { "!", "", false, false },
    { "temperature>20", "hot", false, false },
    { "temperature>=20", "hot off", false, false },
    { "temp>-6", "hot off Wind", false, false },
    { "t<0", "Wind", false, false },
    { "t<=-5", "Wind", false, false },
    { "t=20", "off", false, false },
    { "t>68", "hot", true, false },
    { "t<68", "Wind", true, false },
    { "t>0 t<25", "off", false, false },
    { "bat<0", "off", false, false },
    { "speed=3", "Wind", false, false },
    { "temp>", "hot off off Wind new", false, false }, /* not typed to its end */
    { "temp<-", "hot off off Wind new", false, false },
    { "temp>x", "hot off off Wind new", false, false },
    { "temp>nan", "hot off off Wind new", false, false },
    { "!temp> !foo:bar hot", "hot", false, false },
    { "a4:c1", "", false, false }, /* a name that nobody has */
    { ">5", "", false, false },
    { "location:home", "hot off", false, false },
    { "location:o*", "off Wind", false, false },
    { "location:*e*-[3]", "off Wind", false, false },
    { "location:", "hot off off Wind new", false, false },
    { "!location:home online", "new", false, false },
    { "%s%n", "", false, false },
    { "a b c d e f g h i j k l m n o p q r s t u v w x y z", "", false, false },
};

static void names_of(const struct filter *filter, const struct view_context *context,
                     struct buf *out)
{
    const struct device_table *table = model_devices(context->model);

    for (size_t i = 0; i < device_table_count(table); i++)
        if (filter_matches(filter, context, device_table_get(table, i)))
            buf_addf(out, "%s%s", out->len ? " " : "", device_table_get(table, i)->id);
}

static void test_matches(void **state)
{
    struct view_context context = { .model = house() };
    struct filter filter = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf names = { 0 };

        context.fahrenheit = rows[i].fahrenheit;
        context.with_location = rows[i].with_location;
        filter_set(&filter, rows[i].text);
        names_of(&filter, &context, &names);
        row_check_text(rows[i].text, buf_text(&names), rows[i].expected);
        buf_finish(&names);
    }
    filter_finish(&filter);
    assert_true(filter_is_empty(&filter));
    model_destroy((struct model *)context.model);
}

static const struct {
    const char *text;
    const char *fault; /* NULL: none */
} faults[] = {
    { "", NULL },
    { "kitchen temp>28 !offline location:office* t=-5", NULL },
    { "temp", NULL },
    { "a4:c1:38", NULL },
    { ">5", NULL },
    { "location:", NULL },
    { "temp>", "a number as in temp>28" },
    { "temp>-", "a number as in temp>28" },
    { "kitchen !temp<=abc", "a number as in temp>28" },
    { "foo:bar", "location:NAME, which alone has a ':'" },
    { "foo: temp>", "location:NAME, which alone has a ':'" },
};

static void test_faults(void **state)
{
    struct filter filter = { 0 };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(faults); i++) {
        filter_set(&filter, faults[i].text);
        row_check(faults[i].text, !filter.fault == !faults[i].fault);
        if (filter.fault && faults[i].fault)
            row_check_text(faults[i].text, filter.fault, faults[i].fault);
    }
    filter_finish(&filter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
