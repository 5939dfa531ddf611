/* SPDX-License-Identifier: MIT
 *
 * row: what every unit test needs: cmocka, and a check that names the row of
 * the table that failed.
 */
#ifndef SENSORTOP_TESTS_ROW_H
#define SENSORTOP_TESTS_ROW_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROW_COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define row_check(name, condition)                                                                 \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("row '%s': %s", (name), #condition);                                          \
    } while (0)

#define row_check_text(name, got, expected)                                                        \
    do {                                                                                           \
        if (strcmp((got), (expected)) != 0)                                                        \
            fail_msg("row '%s': got \"%s\", expected \"%s\"", (name), (got), (expected));          \
    } while (0)

#endif
