/* SPDX-License-Identifier: MIT
 *
 * judge: a second opinion on UTF-8 and JSON, written from RFC 3629 and RFC 8259
 * alone and sharing no line with the program. Recursive, slow, and plain.
 */
#ifndef SENSORTOP_TESTS_JUDGE_H
#define SENSORTOP_TESTS_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JUDGE_KEY_BYTES = 64 };

/* The code point at hand and its bytes; 0: not UTF-8. */
size_t judge_utf8(const uint8_t *bytes, size_t len, uint32_t *code_point);

/* A member of the outermost object; key: decoded, NUL-terminated, "" when it is too long or has a
 * NUL. value: as it stands in the text. */
typedef void judge_member_fn(void *data, const char *key, const char *value, size_t value_len);

struct judgement {
    bool is_json; /* one value, and nothing but white space around it */
    bool is_object;
    int depth; /* of the nesting: 1 = "[]" */
};

/* fn may be NULL. It is called as the text is read, also of what turns out not to be JSON. */
struct judgement judge_json(const char *text, size_t len, judge_member_fn *fn, void *data);

#endif
