/* SPDX-License-Identifier: MIT
 *
 * mem: memory or the end of the program. No caller handles NULL: a monitor
 * that is out of memory must say so and stop, not limp on with half a table.
 */
#ifndef SENSORTOP_CORE_MEM_H
#define SENSORTOP_CORE_MEM_H

#include <stddef.h>

/* Exit status when memory runs out: EX_SOFTWARE of sysexits.h. */
enum { MEM_EXIT_STATUS = 70 };

/* Called once before the program ends, to give the terminal back and say why. */
typedef void mem_fail_fn(void);
void mem_on_fail(mem_fail_fn *fn);

/* For whoever is refused memory by somebody else: the kernel, for a poll(). */
_Noreturn void mem_fail(void);

/* All return memory that free() releases, never NULL. n * size may not overflow: that ends too. */
void *mem_zero(size_t n, size_t size) __attribute__((returns_nonnull, malloc));
void *mem_resize(void *p, size_t n, size_t size) __attribute__((returns_nonnull));

/* A NUL-terminated copy of len bytes; bytes may be anything. */
char *mem_text(const char *bytes, size_t len) __attribute__((returns_nonnull, malloc));

#endif
