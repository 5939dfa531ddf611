/* SPDX-License-Identifier: MIT */
#include "core/pairs.h"

#include "core/channel.h"
#include "row.h"

#include <stdlib.h>

#define NAME60 "a23456789012345678901234567890123456789012345678901234567890"

static void test_parse(void **state)
{
    // clang-format off
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        { "21.5", "temperature 21.5 °C" },
        { "-3\n", "temperature -3.0 °C" },
        { " \t21.5\r\n\n", "temperature 21.5 °C" },
        { "2.15e1", "temperature 21.5 °C" },
        { "temperature=21.5", "temperature 21.5 °C" },
        { "temperature_c=21.5", "temperature 21.5 °C" },
        { "temperature_f=72.5", "temperature 22.5 °C" },
        { "humidity=45 temperature=21.5", "temperature 21.5 °C, humidity 45.0 %" },
        { "humidity=100.5\n", "humidity 100.0 %" },
        { "pressure_hpa=1013.2\ttemperature=1\nbattery_v=3.9 x=-1\n",
          "temperature 1.0 °C, pressure_hpa 1013.2 hPa, battery_v 3.9, x -1" },
        { "a.b-C_9=1", "a.b-C_9 1" },
        { NAME60 "123=1", NAME60 "123 1" },

        { "", "printed nothing, a number or name=number pairs are expected" },
        { " \n", "printed nothing, a number or name=number pairs are expected" },
        { "21.5 45", "not name=number: '21.5'" },
        { "21.5 C", "not name=number: '21.5'" },
        { "21,5", "not name=number: '21,5'" },
        { "nan", "not name=number: 'nan'" },
        { "0x15", "not name=number: '0x15'" },
        { "+21", "not name=number: '+21'" },
        { "Error: no sensor found on the bus", "not name=number: 'Error:'" },
        { "temperature=21.5 humidity=", "not name=number: 'humidity='" },
        { "temperature=21.5C", "not name=number: 'temperature=21.5C'" },
        { "temperature = 21.5", "not name=number: 'temperature'" },
        { "temperature=1=2", "not name=number: 'temperature=1=2'" },
        { "{\"temperature\":21.5}", "not name=number: '{\"temperature\":21.5}'" },
        { "=1", "not a name before the '=': '=1'" },
        { "a\"b=1", "not a name before the '=': 'a\"b=1'" },
        { "timestamp=1", "not a name before the '=': 'timestamp=1'" },
        { "device_id=1", "not a name before the '=': 'device_id=1'" },
        { "simulated=0", "not a name before the '=': 'simulated=0'" },
        { NAME60 "1234=1", "not a name before the '=': 'a234567890123456789012345678901234567890…'" },
        { "-127", "temperature of -127, plausible is -90…300 °C" },
        { "temperature=21.5 humidity=-1", "humidity of -1, plausible is 0…105 %" },
        { "1e400", "not name=number: '1e400'" },
        { "a=1 a=1", "named twice, or one too many: 'a'" },
        { "temperature_c=1 temperature_f=33.8", "named twice, or one too many: 'temperature'" },
        { "a=1 b=1 c=1 d=1 e=1 f=1 g=1 h=1 i=1 j=1 k=1 l=1 m=1 n=1 o=1 p=1 q=1",
          "named twice, or one too many: 'q'" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        size_t len = strlen(rows[i].text);
        char *text = malloc(len ? len : 1); /* no NUL behind it */
        struct reading reading = { 0 };
        struct buf got = { 0 };

        memcpy(text, rows[i].text, len);
        if (pairs_parse(text, len, &reading, &got)) {
            for (size_t k = 0; k < reading.n_metrics; k++) {
                const struct reading_metric *metric = &reading.metrics[k];

                row_check(rows[i].text, metric->has_value);
                buf_puts(&got, k ? ", " : "");
                if (channel_find(metric->name))
                    buf_addf(&got, "%s ", metric->name);
                channel_format(&got, metric->name, metric->value);
            }
        } else {
            row_check(rows[i].text, reading.n_metrics == 0);
        }
        row_check_text(rows[i].text, buf_text(&got), rows[i].expected);
        buf_finish(&got);
        free(text);
    }
}

static void test_a_zero_byte(void **state)
{
    struct reading reading = { 0 };
    struct buf why = { 0 };

    assert_false(pairs_parse("a\0b=1", 5, &reading, &why));
    assert_false(pairs_parse("21\0", 3, &reading, &why));
    assert_int_equal(reading.n_metrics, 0);
    buf_finish(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_a_zero_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
