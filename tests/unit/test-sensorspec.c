/* SPDX-License-Identifier: MIT */
#include "core/sensorspec.h"

#include "row.h"

/* What was understood: "own= kind which [word] [word]", or the sentence. */
static void format_spec(const char *text, struct buf *out)
{
    struct sensorspec spec;

    if (!sensorspec_parse(text, &spec, out))
        return;
    if (spec.own)
        buf_addf(out, "%s= ", spec.own);
    buf_puts(out, sensorspec_kind_name(spec.kind));
    if (spec.which && !spec.argv)
        buf_addf(out, " %s", spec.which);
    for (char **word = spec.argv; word && *word; word++)
        buf_addf(out, " [%s]", *word);
    sensorspec_finish(&spec);
}

#define ACCEPTED                                                                                   \
    "not a sensor; auto, iio[:NAME], w1[:ID], hwmon:NAME, thermal:NAME, exec:COMMAND and "         \
    "simulate are accepted, each also after OWN-NAME=: "
#define BEFORE                                                                                     \
    "not a name of 1 to 128 bytes without '/', '+', '#' or control characters before the '=': "

static void test_parse(void **state)
{
    // clang-format off
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        { "auto", "auto" },
        { "iio", "iio" },
        { "iio:dht11@4", "iio dht11@4" },
        { "iio:iio:device0", "iio iio:device0" },
        { "w1", "w1" },
        { "w1:28-0316a2795aff", "w1 28-0316a2795aff" },
        { "hwmon:sht3x", "hwmon sht3x" },
        { "hwmon:k10temp/Tccd 1", "hwmon k10temp/Tccd 1" },
        { "thermal:cpu-thermal", "thermal cpu-thermal" },
        { "simulate", "simulate" },
        { "outdoor=w1:28-0316a2795aff", "outdoor= w1 28-0316a2795aff" },
        { "wine cellar=auto", "wine cellar= auto" },
        { "iio=iio", "iio= iio" },
        { "a=exec:env A=1 x", "a= exec [env] [A=1] [x]" },
        { "exec:env A=1 x", "exec [env] [A=1] [x]" },
        { "iio:a=b", "iio a=b" },
        { "exec:read-sensor", "exec [read-sensor]" },
        { "exec:  /opt/read  -n\t1\n", "exec [/opt/read] [-n] [1]" },
        { "exec:'/opt/my sensor' \"a b\" c'd e'f", "exec [/opt/my sensor] [a b] [cd ef]" },
        { "exec:x '' \"'\" '\"'", "exec [x] [] ['] [\"]" },
        { "exec:x $HOME;`id` | y \\ z *", "exec [x] [$HOME;`id`] [|] [y] [\\] [z] [*]" },

        { "", ACCEPTED "''" },
        { "bme280", ACCEPTED "'bme280'" },
        { "IIO", ACCEPTED "'IIO'" },
        { "iio ", ACCEPTED "'iio '" },
        { "hwmon=sht3x", ACCEPTED "'hwmon=sht3x'" },
        { ":x", ACCEPTED "':x'" },
        { "out=", ACCEPTED "'out='" },
        { "a=b=auto", ACCEPTED "'a=b=auto'" },
        { "auto:x", "not auto alone, which takes no name: 'auto:x'" },
        { "auto:", "not auto alone, which takes no name: 'auto:'" },
        { "iio:", "not iio or iio:NAME: 'iio:'" },
        { "w1:", "not w1 or w1:ID, as in w1:28-0316a2795aff: 'w1:'" },
        { "hwmon", "not hwmon:NAME or hwmon:NAME/PART: 'hwmon'" },
        { "thermal", "not thermal:NAME: 'thermal'" },
        { "thermal:", "not thermal:NAME: 'thermal:'" },
        { "exec", "not exec:COMMAND: 'exec'" },
        { "exec:", "not exec:COMMAND: 'exec:'" },
        { "exec: \t", "not a command, the name of a program and its arguments: 'exec: \t'" },
        { "exec:''", "not a command, the name of a program and its arguments: 'exec:'''" },
        { "exec:'x", "not a command whose quotes are closed: 'exec:'x'" },
        { "exec:x y\"z", "not a command whose quotes are closed: 'exec:x y\"z'" },
        { "simulate:2", "not simulate alone, which takes no name: 'simulate:2'" },
        { "=auto", BEFORE "'=auto'" },
        { "a/b=auto", BEFORE "'a/b=auto'" },
        { "a#=auto", BEFORE "'a#=auto'" },
        { "a\x1b=auto", BEFORE "'a\x1b=auto'" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };
        struct buf again = { 0 };
        const char *why = NULL;
        bool ok = sensorspec_is_valid(rows[i].text, &why);

        format_spec(rows[i].text, &got);
        row_check_text(rows[i].text, buf_text(&got), rows[i].expected);
        if (!ok)
            buf_addf(&again, "not %s: '%s'", why, rows[i].text);
        row_check(rows[i].text, ok == (strncmp(rows[i].expected, "not ", 4) != 0));
        row_check(rows[i].text, ok || strcmp(buf_text(&again), rows[i].expected) == 0);
        buf_finish(&got);
        buf_finish(&again);
    }
}

static void test_names(void **state)
{
    enum { SPECS_MAX = 3 };
    // clang-format off
    static const struct {
        const char *texts[SPECS_MAX];
        const char *expected;
    } rows[] = {
        { { "auto" }, "" },
        { { "porch=auto" }, "" },
        { { "in=iio", "out=w1", "cpu=thermal:cpu" }, "" },
        { { "in=iio", "w1:28-0316a2795aff" },
          "has no name, each of several needs its own, as in outdoor=w1: 'w1:28-0316a2795aff'" },
        { { "auto", "out=w1" },
          "has no name, each of several needs its own, as in outdoor=w1: 'auto'" },
        { { "a=iio", "b=iio", "a=exec:x y" },
          "has the name of another sensor, each of several needs its own: 'a=exec:x y'" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct sensorspec specs[SPECS_MAX] = { 0 };
        struct buf err = { 0 };
        size_t n = 0;
        bool ok;

        for (; n < SPECS_MAX && rows[i].texts[n]; n++)
            row_check(rows[i].texts[n], sensorspec_parse(rows[i].texts[n], &specs[n], &err));
        ok = sensorspec_check_names(specs, n, &err);
        row_check_text(rows[i].texts[0], buf_text(&err), rows[i].expected);
        row_check(rows[i].texts[0], ok == !err.len);
        for (size_t k = 0; k < n; k++)
            sensorspec_finish(&specs[k]);
        buf_finish(&err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
