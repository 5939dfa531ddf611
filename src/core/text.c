/* SPDX-License-Identifier: MIT */
#include "core/text.h"

#include "core/text-width.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const char text_more[] = "…"; /* one column */

/* Variation selectors choose a symbol's dress; terminals disagree about the columns it takes. */
enum { TEXT_SYMBOL_FIRST = 0x2190, TEXT_SELECTOR_FIRST = 0xfe00, TEXT_SELECTOR_LAST = 0xfe0f };

/* --- UTF-8 --- */

struct text_lead {
    uint8_t first, last; /* of the lead byte */
    uint8_t len;
    uint8_t bits; /* of the lead byte that count */
    uint32_t min; /* below it the form is overlong */
};

static const struct text_lead text_leads[] = {
    { 0xc2, 0xdf, 2, 0x1f, 0x80 },
    { 0xe0, 0xef, 3, 0x0f, 0x800 },
    { 0xf0, 0xf4, 4, 0x07, 0x10000 },
};

static const struct text_lead *text_lead_find(uint8_t byte)
{
    for (size_t i = 0; i < sizeof text_leads / sizeof *text_leads; i++)
        if (byte >= text_leads[i].first && byte <= text_leads[i].last)
            return &text_leads[i];
    return NULL;
}

size_t text_decode(const char *bytes, size_t len, uint32_t *code_point)
{
    const uint8_t *at = (const uint8_t *)bytes;
    const struct text_lead *lead;
    uint32_t cp;

    if (len && at[0] < 0x80) {
        *code_point = at[0];
        return 1;
    }
    lead = len ? text_lead_find(at[0]) : NULL;
    if (!lead || len < lead->len)
        return 0;
    cp = at[0] & lead->bits;
    for (size_t i = 1; i < lead->len; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
        cp = cp << 6 | (at[i] & 0x3f);
    }
    if (cp < lead->min || cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
        return 0;
    *code_point = cp;
    return lead->len;
}

bool text_is_utf8(const char *bytes, size_t len)
{
    uint32_t cp;
    size_t n;

    for (; len; bytes += n, len -= n) {
        n = text_decode(bytes, len, &cp);
        if (!n)
            return false;
    }
    return true;
}

size_t text_whole(const char *bytes, size_t len)
{
    size_t n = 1;

    while (n < len && n < 4 && ((uint8_t)bytes[len - n] & 0xc0) == 0x80)
        n++;
    if (n <= len) {
        const struct text_lead *lead = text_lead_find((uint8_t)bytes[len - n]);

        if (lead && lead->len > n)
            return len - n;
    }
    return len;
}

/* --- clusters --- */

void text_reader_init(struct text_reader *r, const char *bytes, size_t len)
{
    *r = (struct text_reader){ .at = bytes, .end = len ? bytes + len : bytes };
}

static size_t text_reader_peek(const struct text_reader *r, uint32_t *cp)
{
    return text_decode(r->at, (size_t)(r->end - r->at), cp);
}

/* Makes the n bytes at hand an escape; n = 0: one byte that is no UTF-8. */
static void text_reader_escape(struct text_reader *r, size_t n, uint32_t cp)
{
    bool is_byte = n == 0 || cp < 0x80;
    uint32_t value = n ? cp : (uint8_t)*r->at;
    int len = snprintf(r->pending, sizeof r->pending, is_byte ? "\\x%02x" : "\\u{%x}", value);

    assert(len > 0 && (size_t)len < sizeof r->pending);
    r->at += n ? n : 1;
    r->pending_at = 0;
    r->pending_len = (uint8_t)len;
}

static void text_cluster_add(struct text_cluster *cluster, const char *bytes, size_t len)
{
    memcpy(cluster->bytes + cluster->len_bytes, bytes, len);
    cluster->len_bytes += (uint8_t)len;
    cluster->bytes[cluster->len_bytes] = '\0';
}

static void text_reader_skip_selector(struct text_reader *r)
{
    uint32_t cp;
    size_t n = text_reader_peek(r, &cp);

    if (n && cp >= TEXT_SELECTOR_FIRST && cp <= TEXT_SELECTOR_LAST)
        r->at += n;
}

/* All the marks that follow; those beyond the second are dropped. */
static void text_reader_take_marks(struct text_reader *r, struct text_cluster *out)
{
    uint32_t cp;
    size_t n;

    for (int marks = 0; (n = text_reader_peek(r, &cp)) > 0 && text_width_of(cp) == 0; marks++) {
        if (marks < TEXT_MARKS_MAX)
            text_cluster_add(out, r->at, n);
        r->at += n;
    }
}

/* Printable ASCII with no mark behind it: nearly all there is, and each screen has 2,000 of them.
 */
static bool text_reader_is_plain(const struct text_reader *r)
{
    return r->pending_at == r->pending_len && r->at < r->end && *r->at >= ' ' && *r->at <= '~' &&
           (r->at + 1 == r->end || (uint8_t)r->at[1] < 0x80);
}

bool text_reader_next(struct text_reader *r, struct text_cluster *out)
{
    struct text_cluster cluster = { .width_cols = 1 };
    uint32_t cp = 0;
    size_t n;

    if (text_reader_is_plain(r)) {
        *out = (struct text_cluster){ .bytes = { *r->at++ }, .len_bytes = 1, .width_cols = 1 };
        return true;
    }
    if (r->pending_at == r->pending_len) {
        if (r->at == r->end)
            return false;
        n = text_reader_peek(r, &cp);
        if (n && text_width_of(cp) > 0) {
            cluster.width_cols = (uint8_t)text_width_of(cp);
            text_cluster_add(&cluster, r->at, n);
            r->at += n;
            if (cp >= TEXT_SYMBOL_FIRST)
                text_reader_skip_selector(r);
            text_reader_take_marks(r, &cluster);
            *out = cluster;
            return true;
        }
        text_reader_escape(r, n, cp);
    }
    text_cluster_add(&cluster, r->pending + r->pending_at++, 1);
    *out = cluster;
    return true;
}

/* --- whole texts --- */

size_t text_width(const char *bytes, size_t len)
{
    struct text_reader r;
    struct text_cluster cluster;
    size_t cols = 0;

    text_reader_init(&r, bytes, len);
    for (; text_reader_is_plain(&r); r.at++)
        cols++;
    while (text_reader_next(&r, &cluster))
        cols += cluster.width_cols;
    return cols;
}

void text_clean(struct buf *out, const char *bytes, size_t len, size_t max_cols)
{
    struct text_reader r;
    struct text_cluster cluster;
    size_t cols = 0, cut = out->len; /* where "…" still fits */

    buf_puts(out, "");
    text_reader_init(&r, bytes, len);
    while (text_reader_next(&r, &cluster)) {
        if (cols + cluster.width_cols > max_cols) {
            out->len = cut;
            out->data[cut] = '\0';
            buf_puts(out, max_cols ? text_more : "");
            return;
        }
        cols += cluster.width_cols;
        buf_add(out, cluster.bytes, cluster.len_bytes);
        if (cols < max_cols)
            cut = out->len;
    }
}

void text_copy(char *out, size_t cap, const char *bytes, size_t len)
{
    struct text_reader r;
    struct text_cluster cluster;
    size_t n = 0, cut = 0; /* where "…" still fits */

    assert(cap >= sizeof text_more);
    text_reader_init(&r, bytes, len);
    while (text_reader_next(&r, &cluster)) {
        if (n + cluster.len_bytes >= cap) {
            memcpy(out + cut, text_more, sizeof text_more);
            return;
        }
        memcpy(out + n, cluster.bytes, cluster.len_bytes);
        n += cluster.len_bytes;
        if (n + sizeof text_more <= cap)
            cut = n;
    }
    out[n] = '\0';
}

static void text_quote_escape(struct buf *out, uint32_t cp)
{
    if (cp < 0x10000) {
        buf_addf(out, "\\u%04x", cp);
        return;
    }
    cp -= 0x10000;
    buf_addf(out, "\\u%04x\\u%04x", 0xd800 | cp >> 10, 0xdc00 | (cp & 0x3ff));
}

void text_quote_json(struct buf *out, const char *bytes, size_t len)
{
    int marks_left = 0; /* that may still stand on the character before */
    uint32_t cp;
    size_t n;

    buf_puts(out, "\"");
    for (; len; bytes += n, len -= n) {
        int width;

        n = text_decode(bytes, len, &cp);
        width = n ? text_width_of(cp) : -1;
        marks_left = width > 0 ? TEXT_MARKS_MAX : width == 0 ? marks_left - 1 : -1;
        if (n && (cp == '"' || cp == '\\'))
            buf_puts(out, "\\");
        if (marks_left >= 0 && width >= 0)
            buf_add(out, bytes, n);
        else
            text_quote_escape(out, n ? cp : 0xfffd);
        n = n ? n : 1;
    }
    buf_puts(out, "\"");
}

/* Unicode's White_Space. */
static bool text_is_space(uint32_t cp)
{
    static const uint32_t spaces[][2] = {
        { 0x09, 0x0d },     { 0x20, 0x20 },     { 0x85, 0x85 },     { 0xa0, 0xa0 },
        { 0x1680, 0x1680 }, { 0x2000, 0x200a }, { 0x2028, 0x2029 }, { 0x202f, 0x202f },
        { 0x205f, 0x205f }, { 0x3000, 0x3000 },
    };

    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (cp >= spaces[i][0] && cp <= spaces[i][1])
            return true;
    return false;
}

bool text_is_blank(const char *bytes, size_t len)
{
    uint32_t cp;
    size_t n;

    if (len && bytes[0] > ' ' && bytes[0] <= '~') /* nearly always */
        return false;
    for (; len; bytes += n, len -= n) {
        n = text_decode(bytes, len, &cp);
        if (!n || !text_is_space(cp))
            return false;
    }
    return true;
}
