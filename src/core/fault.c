/* SPDX-License-Identifier: MIT */
#include "core/fault.h"

#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* More than fits into FAULT_BYTES, however much of it the door drops or escapes. */
enum { FAULT_RAW_BYTES = 512 };

void fault_addf(struct faults *faults, const char *format, ...)
{
    char raw[FAULT_RAW_BYTES];
    va_list args;

    if (faults->n < FAULTS_KEPT) {
        va_start(args, format);
        vsnprintf(raw, sizeof raw, format, args);
        va_end(args);
        text_copy(faults->text[faults->n], FAULT_BYTES, raw, strlen(raw));
    }
    faults->n++;
}
