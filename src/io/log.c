/* SPDX-License-Identifier: MIT */
#include "io/log.h"

#include "core/buf.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char *log_program = "sensortop";

void log_init(const char *program)
{
    log_program = program;
}

void log_line(const char *format, ...)
{
    struct buf line = { 0 };
    char *sentence = NULL;
    va_list args;
    int len;

    va_start(args, format);
    len = vasprintf(&sentence, format, args);
    va_end(args);
    if (len < 0)
        return;
    buf_addf(&line, "%s: ", log_program);
    text_clean(&line, sentence, (size_t)len, SIZE_MAX);
    buf_puts(&line, "\n");
    /* One write: lines of several processes on one stderr stay whole. */
    fwrite(buf_text(&line), 1, line.len, stderr);
    free(sentence);
    buf_finish(&line);
}
