/* SPDX-License-Identifier: MIT */
#include "core/w1slave.h"

#include "row.h"

#include <stdlib.h>

#define GOOD      "72 01 4b 46 7f ff 0e 10 57 "
#define POWER_ON  "50 05 4b 46 7f ff 0c 10 1c "
#define HOT       "50 05 4b 46 7f ff 10 10 07 "
#define ZEROS     "00 00 00 00 00 00 00 00 00 "
#define NO_ANSWER "not the answer of a 1-wire thermometer"
#define NO_VALUE  "no temperature after t="

static void test_parse(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *text;
        const char *expected;
    } rows[] = {
        { "as documented", GOOD ": crc=57 YES\n" GOOD "t=23125\n", "23.125 measured" },
        { "no line end", GOOD ": crc=57 YES\n" GOOD "t=23125", "23.125 measured" },
        { "below zero", "5e ff 4b 46 7f ff 02 10 e7 : crc=e7 YES\n"
                        "5e ff 4b 46 7f ff 02 10 e7 t=-10125\n", "-10.125 measured" },
        { "zero", "00 00 4b 46 7f ff 10 10 a7 : crc=a7 YES\n"
                  "00 00 4b 46 7f ff 10 10 a7 t=0\n", "0.000 measured" },
        { "CRC wrong", GOOD ": crc=b1 NO\n" GOOD "t=23125\n", "the CRC is wrong" },
        { "no sensor on the wire", "ff ff ff ff ff ff ff ff ff : crc=c9 NO\n" GOOD "t=-62\n",
          "the CRC is wrong" },
        { "wire to ground, CRC right", ZEROS ": crc=00 YES\n" ZEROS "t=0\n",
          "nothing but zeros: no power, or a short circuit" },
        { "power-on value", POWER_ON ": crc=1c YES\n" POWER_ON "t=85000\n", "85.000 perhaps" },
        { "really 85 °C", HOT ": crc=07 YES\n" HOT "t=85000\n", "85.000 measured" },
        { "85 °C, another chip's bytes", "aa 00 4b 46 ff ff 10 10 2b : crc=2b YES\n"
          "aa 00 4b 46 ff ff 10 10 2b t=85000\n", "85.000 perhaps" },
        { "close to it", "51 05 4b 46 7f ff 0c 10 00 : crc=00 YES\n"
          "51 05 4b 46 7f ff 0c 10 00 t=85062\n", "85.062 measured" },

        { "empty", "", NO_ANSWER },
        { "a line end", "\n", NO_ANSWER },
        { "a word", "busy\n", NO_ANSWER },
        { "bytes missing", "72 01 4b 46 7f ff 0e 10 : crc=57 YES\n" GOOD "t=1\n", NO_ANSWER },
        { "cut in a byte", "72 01 4b 46 7f ff 0e 10 5", NO_ANSWER },
        { "not hex", "72 01 4b 46 7f fg 0e 10 57 : crc=57 YES\n" GOOD "t=1\n", NO_ANSWER },
        { "no verdict", GOOD ": crc=57\n" GOOD "t=23125\n", "the CRC is wrong" },
        { "a verdict that only ends so", GOOD ": crc=57 NOYES\n" GOOD "t=1\n", "the CRC is wrong" },
        { "one line", GOOD ": crc=57 YES\n", NO_VALUE },
        { "no second line", GOOD ": crc=57 YES", NO_VALUE },
        { "no value", GOOD ": crc=57 YES\n" GOOD "t=\n", NO_VALUE },
        { "garbage", GOOD ": crc=57 YES\n" GOOD "t=23x\n", NO_VALUE },
        { "more after it", GOOD ": crc=57 YES\n" GOOD "t=23125\n1\n", NO_VALUE },
        { "not a number", GOOD ": crc=57 YES\n" GOOD "t=nan\n", NO_VALUE },
        { "value in the first line", GOOD ": t=1 YES\n" GOOD "\n", NO_VALUE },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        size_t len = strlen(rows[i].text);
        char *text = malloc(len ? len : 1); /* no NUL behind it */
        struct buf got = { 0 };
        struct w1slave slave;

        memcpy(text, rows[i].text, len);
        if (w1slave_parse(text, len, &slave, &got))
            buf_addf(&got, "%.3f %s", slave.celsius, slave.is_measured ? "measured" : "perhaps");
        row_check_text(rows[i].name, buf_text(&got), rows[i].expected);
        buf_finish(&got);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
