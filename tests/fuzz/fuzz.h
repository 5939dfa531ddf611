/* SPDX-License-Identifier: MIT
 *
 * fuzz: what libFuzzer calls, and what the replay driver calls with each file
 * of the corpus in `make check`. Every target asserts a property; a crash is
 * only the crudest one.
 */
#ifndef SENSORTOP_TESTS_FUZZ_H
#define SENSORTOP_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* assert() that no NDEBUG removes. */
#define fuzz_check(condition)                                                                      \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
