/* SPDX-License-Identifier: MIT
 *
 * size: numbers of bytes as text.
 */
#ifndef SENSORTOP_CORE_SIZE_H
#define SENSORTOP_CORE_SIZE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Bytes: "500M", "1.5G", "64k", "4096"; a unit is 1024 times the one before. */
bool size_parse(const char *text, int64_t *out_bytes);

/* All of it: "500M", "1536M", "4096" as "4K". */
void size_format(struct buf *out, int64_t bytes);

#endif
