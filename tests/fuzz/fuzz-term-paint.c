/* SPDX-License-Identifier: MIT
 *
 * Screens one after another, texts anywhere on them: what is sent makes a terminal show exactly
 * that, of whichever opinion it is about wide characters, and nothing is sent for the same screen.
 */
#include "fuzz.h"

#include "io/term-paint.h"

#include "../unit/tiny-term.h"

#include <string.h>

enum { TYPES = 3, TEXT_MAX = 40 };
static const char *const types[TYPES] = { "xterm-256color", "tmux-256color", "screen-256color" };

struct fuzzed {
    const uint8_t *at, *end;
    enum scheme scheme;
    const struct term_caps *caps;
    struct term_pens pens;
    struct term_paint paint;
    struct canvas next, shown;
    struct tiny_term tiny;
};

static uint8_t take(struct fuzzed *f)
{
    return f->at < f->end ? *f->at++ : 0;
}

static void check(const struct fuzzed *f)
{
    char *problem = tiny_term_compare(&f->tiny, &f->next, f->scheme);

    if (problem)
        fprintf(stderr, "%s\n", problem);
    fuzz_check(!problem);
}

static void show(struct fuzzed *f, bool all)
{
    struct buf out = { 0 };

    (all ? term_paint_all : term_paint)(&f->paint, &f->shown, &f->next, &out);
    tiny_term_feed(&f->tiny, buf_text(&out), out.len);
    check(f);
    buf_clear(&out);
    term_paint(&f->paint, &f->shown, &f->next, &out);
    fuzz_check(out.len == 0);
    buf_finish(&out);
}

static void resize(struct fuzzed *f, int rows, int cols)
{
    enum tiny_opinion opinion = f->tiny.opinion;

    canvas_resize(&f->next, rows, cols);
    canvas_resize(&f->shown, rows, cols);
    tiny_term_finish(&f->tiny);
    tiny_term_init(&f->tiny, rows, cols, opinion);
    show(f, true);
}

static void put(struct fuzzed *f)
{
    struct canvas_field field = { .row = take(f) % (f->next.rows + 1) };
    size_t len;

    field.col = take(f) % (f->next.cols + 1);
    field.style = (enum style)(take(f) % STYLE_COUNT_);
    field.width_cols = take(f) % (TEXT_MAX + 1);
    len = (size_t)(f->end - f->at) < TEXT_MAX ? (size_t)(f->end - f->at) : TEXT_MAX;
    if (memchr(f->at, '\n', len))
        len = (size_t)((const uint8_t *)memchr(f->at, '\n', len) - f->at);
    canvas_put(&f->next, field, (const char *)f->at, len);
    f->at += len;
}

static void frame(struct fuzzed *f)
{
    canvas_begin(&f->next);
    for (unsigned n = take(f) % 4; n; n--)
        put(f);
    canvas_end(&f->next);
}

static void step(struct fuzzed *f)
{
    switch (take(f) % 8) {
    case 0: canvas_erase(&f->next); break;
    case 1: canvas_paint(&f->next, take(f) % f->next.rows, take(f) % STYLE_COUNT_); break;
    case 2: resize(f, 1 + take(f) % 8, 1 + take(f) % 48); break;
    case 3: show(f, true); break;
    case 4: show(f, false); break;
    case 5: frame(f); break;
    default: put(f); break;
    }
}

/* Terminfo is a file: read only when the type is another one than the last time. */
static const struct term_caps *find_caps(int type)
{
    static struct term_caps caps;
    static int last = -1;
    struct buf err = { 0 };

    if (type == last)
        return &caps;
    if (last >= 0)
        term_caps_finish(&caps);
    fuzz_check(term_caps_init(&caps, types[type], &err));
    last = type;
    return &caps;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzzed f = { .at = data, .end = data + size };

    f.caps = find_caps(take(&f) % TYPES);
    f.scheme = (enum scheme)(take(&f) % SCHEME_COUNT_);
    f.tiny.opinion = (enum tiny_opinion)(take(&f) % (TINY_ALL_WIDE + 1));
    term_pens_init(&f.pens, f.caps, f.scheme);
    f.paint = (struct term_paint){ .caps = f.caps, .pens = &f.pens };
    canvas_init(&f.next, false);
    canvas_init(&f.shown, false);
    resize(&f, 4, 30);
    while (f.at < f.end)
        step(&f);
    show(&f, false);
    canvas_finish(&f.next);
    canvas_finish(&f.shown);
    tiny_term_finish(&f.tiny);
    term_pens_finish(&f.pens);
    return 0;
}
