/* SPDX-License-Identifier: MIT */
#include "io/inifile.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

enum {
    INIFILE_LINE_BYTES_MAX = 4096,
    INIFILE_LINE_END_BYTES = 3, /* "\r\n" and NUL: what libinih wants on top */
    /* libinih has room for so many, and cuts what is longer without a word. */
    INIFILE_KEY_BYTES_MAX = 48,
};

struct inifile {
    FILE *file;
    const char *path;
    unsigned line;
    struct buf text;    /* of that line */
    struct buf seen;    /* what libinih sees of it, when that is something else */
    struct buf section; /* what stands in the last brackets */
    inifile_entry_fn *fn;
    void *data;
    struct buf *err; /* not empty: the end */
};

static const char inifile_blanks[] = " \t";

static bool inifile_refuse(struct inifile *f, const char *why)
{
    buf_addf(f->err, "%s:%u: %s: '%s'", f->path, f->line, why, buf_text(&f->text));
    return false;
}

/* --- a line at a time ------------------------------------------------------- */

static bool inifile_refuse_byte(struct inifile *f, int byte)
{
    buf_addf(f->err, "%s:%u: a control character is not accepted: 0x%02x", f->path, f->line, byte);
    return false;
}

static bool inifile_refuse_length(struct inifile *f, size_t max)
{
    buf_addf(f->err, "%s:%u: a line is not longer than %zu bytes", f->path, f->line, max);
    return false;
}

/* Appends bytes up to the end of the line, or of the file; "\r\n" is one, too. False, and told:
 * more than max of them, or one that is no part of a text. */
static bool inifile_get_bytes(struct inifile *f, size_t max, int *last)
{
    while ((*last = getc(f->file)) != EOF && *last != '\n') {
        char byte = (char)*last;

        if (f->text.len && f->text.data[f->text.len - 1] == '\r')
            return inifile_refuse_byte(f, '\r');
        if ((*last < ' ' && *last != '\t' && *last != '\r') || *last == 0x7f)
            return inifile_refuse_byte(f, *last);
        if (f->text.len == max)
            return inifile_refuse_length(f, max);
        buf_add(&f->text, &byte, 1);
    }
    return true;
}

/* The next line without its end, and the first one without a byte order mark. False at the end. */
static bool inifile_get_line(struct inifile *f, size_t max)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t mark_len = sizeof mark - 1;
    int last;

    buf_clear(&f->text);
    f->line++;
    if (!inifile_get_bytes(f, max, &last) || (last == EOF && !f->text.len))
        return false;
    if (f->text.len && f->text.data[f->text.len - 1] == '\r')
        f->text.data[--f->text.len] = '\0';
    if (f->line == 1 && f->text.len >= mark_len && memcmp(f->text.data, mark, mark_len) == 0)
        memset(f->text.data, ' ', mark_len);
    return true;
}

/* Where libinih sees a comment behind something; the end when there is none. */
static const char *inifile_find_comment(const char *start)
{
    const char *at = start + 1;

    while (*at && !(*at == ';' && strchr(inifile_blanks, at[-1])))
        at++;
    return at;
}

/* libinih ends a name at the first ']' and after 49 bytes: so it gets another one, and we remember
 * what stands in the brackets. */
static bool inifile_take_section(struct inifile *f, const char *start)
{
    const char *end = inifile_find_comment(start);

    while (strchr(inifile_blanks, end[-1]))
        end--;
    if (end[-1] != ']')
        return inifile_refuse(f, "a section is nothing but a name in brackets");
    start += 1 + strspn(start + 1, inifile_blanks);
    end--;
    while (end > start && strchr(inifile_blanks, end[-1]))
        end--;
    if (end <= start)
        return inifile_refuse(f, "the name in the brackets is missing");
    buf_clear(&f->section);
    buf_add(&f->section, start, (size_t)(end - start));
    return true;
}

static bool inifile_check_entry(struct inifile *f, const char *start)
{
    size_t len = strcspn(start, "=:");

    if (!start[len] || inifile_find_comment(start) < start + len)
        return inifile_refuse(f, "neither [section] nor key = value");
    if (!len)
        return inifile_refuse(f, "the key before the '=' is missing");
    if (len > INIFILE_KEY_BYTES_MAX)
        return inifile_refuse(f, "no key is longer than 48 bytes");
    return true;
}

/* The quote that ends the one at text, when nothing but a comment comes behind it; or NULL. */
static const char *inifile_find_quote(const char *text)
{
    const char *at = text + 1;

    while (*at && *at != '"')
        at += at[0] == '\\' && at[1] ? 2 : 1;
    if (!*at)
        return NULL;
    text = at + 1 + strspn(at + 1, inifile_blanks);
    return !*text || (*text == ';' && text > at + 1) ? at : NULL;
}

/* libinih sees a comment at a ';' behind a blank even in quotes: there it gets a backslash. */
static const char *inifile_protect(struct inifile *f, const char *start)
{
    const char *value = start + strcspn(start, "=:") + 1;
    const char *end;

    value += strspn(value, inifile_blanks);
    end = *value == '"' ? inifile_find_quote(value) : NULL;
    if (!end)
        return start;
    buf_clear(&f->seen);
    for (const char *at = start; at <= end; at++) {
        if (at > value && *at == ';' && strchr(inifile_blanks, at[-1]))
            buf_puts(&f->seen, "\\");
        buf_add(&f->seen, at, 1);
    }
    return buf_text(&f->seen);
}

/* What libinih is to see of the line, NULL after a mistake: no comment of a whole line, whatever
 * its length, no name of a section, and no blanks at the beginning, which would mean that the line
 * continues the one before. */
static const char *inifile_prepare(struct inifile *f)
{
    const char *start = buf_text(&f->text) + strspn(buf_text(&f->text), inifile_blanks);

    if (!*start || *start == ';' || *start == '#')
        return "";
    if (*start == '[')
        return inifile_take_section(f, start) ? "[section]" : NULL;
    return inifile_check_entry(f, start) ? inifile_protect(f, start) : NULL;
}

/* --- libinih ---------------------------------------------------------------- */

/* fgets, as far as libinih knows. */
static char *inifile_on_line(char *line, int cap, void *stream)
{
    struct inifile *f = stream;
    size_t max = (size_t)cap - INIFILE_LINE_END_BYTES;
    const char *text;

    if (f->err->len || !inifile_get_line(f, max))
        return NULL;
    text = inifile_prepare(f);
    if (text && strlen(text) > max)
        inifile_refuse_length(f, max);
    if (f->err->len)
        return NULL;
    snprintf(line, (size_t)cap, "%s\n", text);
    return line;
}

/* The line's number is ours: some builds of libinih hand one over, others do not. */
static int inifile_on_entry(void *data, const char *section, const char *key, const char *value
#if INI_HANDLER_LINENO
                            ,
                            int line
#endif
)
{
    struct inifile *f = data;
    struct config_entry entry = { .path = f->path,
                                  .line = f->line,
                                  .section = buf_text(&f->section),
                                  .key = key,
                                  .value = value };

    (void)section;
#if INI_HANDLER_LINENO
    (void)line;
#endif
    return f->fn(f->data, &entry, f->err);
}

bool inifile_read(const char *path, inifile_entry_fn *fn, void *data, struct buf *err)
{
    struct inifile f = { .path = path, .fn = fn, .data = data, .err = err };
    int result;

    assert(!err->len);
#if HAVE_DECL_INI_INITIAL_ALLOC
    /* Debian's; elsewhere it is what libinih was built with. */
    ini_use_stack = false;
    ini_initial_alloc = INIFILE_LINE_BYTES_MAX + INIFILE_LINE_END_BYTES;
#endif
    f.file = fopen(path, "re");
    if (!f.file) {
        buf_addf(err, "%s: cannot be read: %s", path, strerror(errno));
        return false;
    }
    errno = 0;
    result = ini_parse_stream(inifile_on_line, &f, inifile_on_entry, &f);
    if (!err->len && ferror(f.file))
        buf_addf(err, "%s: cannot be read: %s", path, strerror(errno));
    else if (!err->len && result)
        buf_addf(err, "%s:%d: not accepted by libinih", path, result);
    fclose(f.file);
    buf_finish(&f.text);
    buf_finish(&f.seen);
    buf_finish(&f.section);
    return !err->len;
}
