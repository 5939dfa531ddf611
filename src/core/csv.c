/* SPDX-License-Identifier: MIT */
#include "core/csv.h"

#include "core/number.h"
#include "core/text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

void csv_begin(struct csv *csv, struct buf *out)
{
    *csv = (struct csv){ .out = out };
}

void csv_end(struct csv *csv)
{
    buf_puts(csv->out, "\r\n");
}

static void csv_next_cell(struct csv *csv)
{
    if (csv->has_cell)
        buf_puts(csv->out, ",");
    csv->has_cell = true;
}

void csv_text(struct csv *csv, const char *text)
{
    csv_bytes(csv, text, text ? strlen(text) : 0);
}

void csv_bytes(struct csv *csv, const char *bytes, size_t len)
{
    struct buf clean = { 0 };
    const char *text;

    csv_next_cell(csv);
    if (len && strchr("=+-@", bytes[0]))
        buf_puts(&clean, "'");
    text_clean(&clean, bytes, len, SIZE_MAX);
    text = buf_text(&clean);
    if (!strpbrk(text, ",\"")) {
        buf_puts(csv->out, text);
    } else {
        buf_puts(csv->out, "\"");
        for (; *text; text++)
            buf_add(csv->out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
        buf_puts(csv->out, "\"");
    }
    buf_finish(&clean);
}

void csv_number(struct csv *csv, double value)
{
    csv_next_cell(csv);
    if (isfinite(value))
        number_format_exact(csv->out, value);
}
