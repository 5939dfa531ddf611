/* SPDX-License-Identifier: MIT */
#include "core/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static mem_fail_fn *fail_hook;

void mem_on_fail(mem_fail_fn *fn)
{
    fail_hook = fn;
}

void mem_fail(void)
{
    if (fail_hook)
        fail_hook();
    _Exit(MEM_EXIT_STATUS);
}

void *mem_zero(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);

    if (!p)
        mem_fail();
    return p;
}

void *mem_resize(void *p, size_t n, size_t size)
{
    size_t bytes = n * size;

    if (size && n > SIZE_MAX / size)
        mem_fail();
    p = realloc(p, bytes > 0 ? bytes : 1);
    if (!p)
        mem_fail();
    return p;
}

char *mem_text(const char *bytes, size_t len)
{
    char *copy = mem_zero(len + 1, 1);

    if (len)
        memcpy(copy, bytes, len);
    return copy;
}
