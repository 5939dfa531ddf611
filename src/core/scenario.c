/* SPDX-License-Identifier: MIT */
#include "core/scenario.h"

#include "core/duration.h"
#include "core/glob.h"
#include "core/mem.h"
#include "core/number.h"
#include "core/text.h"
#include "core/topic.h"

#include <stdlib.h>
#include <string.h>

enum { SCENARIO_RAMP_MS = 60 * 1000, SCENARIO_WORDS_MAX = 64, SCENARIO_WORD_BYTES_MAX = 128 };

struct scenario_line {
    char *which;
    int64_t at_ms;
    int64_t every_ms; /* 0: once */
    int64_t for_ms;   /* 0: to the end */
    enum scenario_act act;
    double target_c;
};

struct scenario {
    char **names;
    size_t n_names;
    struct scenario_line *lines;
    size_t n_lines;
};

// clang-format off
static const struct {
    const char *word;
    enum scenario_act act;
} scenario_acts[] = {
    { "heat",    SCENARIO_HEAT },
    { "die",     SCENARIO_DIE },
    { "silent",  SCENARIO_SILENT },
    { "blank",   SCENARIO_BLANK },
    { "garbage", SCENARIO_GARBAGE },
};
// clang-format on

static const char SCENARIO_FORM[] =
    "WHICH at WHEN [every PERIOD] heat to C|die|silent|blank|garbage "
    "[for DURATION], or: devices NAME...";

/* --- words --- */

/* The words of one line, and how far they were understood. */
struct scenario_words {
    char *items[SCENARIO_WORDS_MAX];
    size_t n;
    size_t next;
};

static void scenario_words_finish(struct scenario_words *words)
{
    for (size_t i = 0; i < words->n; i++)
        free(words->items[i]);
    *words = (struct scenario_words){ 0 };
}

static bool scenario_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* False: too many or too long ones. A '#' that begins a word begins a comment. */
static bool scenario_split(const char *line, size_t len, struct scenario_words *out)
{
    size_t i = 0;

    *out = (struct scenario_words){ 0 };
    for (;;) {
        size_t start;

        while (i < len && scenario_is_blank(line[i]))
            i++;
        if (i == len || line[i] == '#')
            return true;
        start = i;
        while (i < len && !scenario_is_blank(line[i]))
            i++;
        if (out->n == SCENARIO_WORDS_MAX || i - start > SCENARIO_WORD_BYTES_MAX)
            return false;
        out->items[out->n++] = mem_text(line + start, i - start);
    }
}

static const char *scenario_next(struct scenario_words *words)
{
    return words->next < words->n ? words->items[words->next++] : NULL;
}

/* The next word is that one: goes past it. */
static bool scenario_skip(struct scenario_words *words, const char *word)
{
    if (words->next == words->n || strcmp(words->items[words->next], word) != 0)
        return false;
    words->next++;
    return true;
}

/* --- a line --- */

static bool scenario_refuse(struct buf *err, const char *why, const char *word)
{
    buf_addf(err, "not %s: '", why);
    text_clean(err, word ? word : "", word ? strlen(word) : 0, SCENARIO_WORD_BYTES_MAX);
    buf_puts(err, "'");
    return false;
}

static bool scenario_parse_duration(struct scenario_words *words, bool may_be_0, int64_t *out_ms,
                                    struct buf *err)
{
    const char *word = scenario_next(words);
    int64_t ms;

    if (!word || !duration_parse(word, &ms) || ms < 0 || (ms == 0 && !may_be_0))
        return scenario_refuse(err, "a time such as 500ms, 90s or 1m30s", word);
    *out_ms = ms;
    return true;
}

/* "to 34C" */
static bool scenario_parse_target(struct scenario_words *words, double *out_c, struct buf *err)
{
    const char *word = scenario_skip(words, "to") ? scenario_next(words) : NULL;
    size_t len = word ? strlen(word) : 0;
    double value;

    if (len && word[len - 1] == 'C')
        len--;
    if (!len || !number_parse(word, len, &value) || value < -90 || value > 300)
        return scenario_refuse(err, "\"to\" and a temperature between -90 and 300 °C", word);
    *out_c = value;
    return true;
}

static bool scenario_parse_act(struct scenario_words *words, struct scenario_line *line,
                               struct buf *err)
{
    const char *word = scenario_next(words);

    for (size_t i = 0; word && i < sizeof scenario_acts / sizeof scenario_acts[0]; i++) {
        if (strcmp(word, scenario_acts[i].word) != 0)
            continue;
        line->act = scenario_acts[i].act;
        return line->act != SCENARIO_HEAT || scenario_parse_target(words, &line->target_c, err);
    }
    return scenario_refuse(err, "heat, die, silent, blank or garbage", word);
}

static bool scenario_parse_when(struct scenario_words *words, struct scenario_line *line,
                                struct buf *err)
{
    if (!scenario_skip(words, "at"))
        return scenario_refuse(err, SCENARIO_FORM, line->which);
    if (!scenario_parse_duration(words, true, &line->at_ms, err))
        return false;
    return !scenario_skip(words, "every") ||
           scenario_parse_duration(words, false, &line->every_ms, err);
}

static bool scenario_parse_event(struct scenario_words *words, struct scenario_line *line,
                                 struct buf *err)
{
    const char *which = scenario_next(words);

    if (glob_fault(which))
        return scenario_refuse(err, "a pattern of names", which);
    *line = (struct scenario_line){ .which = mem_text(which, strlen(which)) };
    if (!scenario_parse_when(words, line, err) || !scenario_parse_act(words, line, err))
        return false;
    if (scenario_skip(words, "for") && !scenario_parse_duration(words, false, &line->for_ms, err))
        return false;
    if (words->next < words->n)
        return scenario_refuse(err, SCENARIO_FORM, words->items[words->next]);
    if (line->every_ms && line->at_ms >= line->every_ms) {
        buf_puts(err, "it begins after the period is over");
        return false;
    }
    return true;
}

/* The names get a number behind them, and that has to fit as well. */
static bool scenario_parse_names(struct scenario *scenario, struct scenario_words *words,
                                 struct buf *err)
{
    const char *word;

    while ((word = scenario_next(words))) {
        const char *why;

        if (!topic_is_level(word, &why))
            return scenario_refuse(err, why, word);
        if (strlen(word) > TOPIC_DEVICE_BYTES_MAX - sizeof "-0000000")
            return scenario_refuse(err, "a name of at most 119 bytes", word);
        scenario->names =
            mem_resize(scenario->names, scenario->n_names + 1, sizeof *scenario->names);
        scenario->names[scenario->n_names++] = mem_text(word, strlen(word));
    }
    return true;
}

static bool scenario_parse_words(struct scenario *scenario, struct scenario_words *words,
                                 struct buf *err)
{
    struct scenario_line line = { 0 };

    if (words->n == 0)
        return true;
    if (scenario_skip(words, "devices"))
        return scenario_parse_names(scenario, words, err);
    if (!scenario_parse_event(words, &line, err)) {
        free(line.which);
        return false;
    }
    scenario->lines = mem_resize(scenario->lines, scenario->n_lines + 1, sizeof *scenario->lines);
    scenario->lines[scenario->n_lines++] = line;
    return true;
}

static bool scenario_parse_line(struct scenario *scenario, const char *line, size_t len,
                                struct buf *err)
{
    struct scenario_words words;
    bool ok = scenario_split(line, len, &words);

    if (ok)
        ok = scenario_parse_words(scenario, &words, err);
    else
        buf_addf(err, "more than %d words, or one of more than %d bytes", SCENARIO_WORDS_MAX,
                 SCENARIO_WORD_BYTES_MAX);
    scenario_words_finish(&words);
    return ok;
}

/* --- all lines --- */

static bool scenario_parse_lines(struct scenario *scenario, const char *text, size_t len,
                                 struct buf *err)
{
    const char *end = text + len;
    int n = 0;

    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline ? newline : end;
        struct buf why = { 0 };
        bool ok = n++ < SCENARIO_LINES_MAX;

        if (!ok)
            buf_addf(&why, "more than %d lines", SCENARIO_LINES_MAX);
        ok = ok && scenario_parse_line(scenario, text, (size_t)(stop - text), &why);
        if (!ok)
            buf_addf(err, "line %d: %s", n, buf_text(&why));
        buf_finish(&why);
        if (!ok)
            return false;
        text = newline ? newline + 1 : end;
    }
    return true;
}

struct scenario *scenario_parse(const char *text, size_t len, struct buf *err)
{
    struct scenario *scenario = mem_zero(1, sizeof *scenario);

    if (len <= SCENARIO_BYTES_MAX && !memchr(text, '\0', len) && text_is_utf8(text, len)) {
        if (scenario_parse_lines(scenario, text, len, err))
            return scenario;
    } else {
        buf_addf(err, "not a text in UTF-8 of at most %d bytes", SCENARIO_BYTES_MAX);
    }
    scenario_destroy(scenario);
    return NULL;
}

void scenario_destroy(struct scenario *scenario)
{
    if (!scenario)
        return;
    for (size_t i = 0; i < scenario->n_names; i++)
        free(scenario->names[i]);
    for (size_t i = 0; i < scenario->n_lines; i++)
        free(scenario->lines[i].which);
    free(scenario->names);
    free(scenario->lines);
    free(scenario);
}

/* --- what it says --- */

const char *scenario_house(void)
{
    return "devices living-room kitchen attic garage bedroom bathroom\n"
           "devices cellar hall office nursery porch workshop\n"
           "kitchen-01  at 8s  every 1m  heat to 34C  for 52s\n"
           "attic-01    at 8s  every 1m  die          for 52s\n"
           "garage-01   at 8s            silent\n";
}

size_t scenario_devices(const struct scenario *scenario)
{
    return scenario->n_names;
}

void scenario_name(const struct scenario *scenario, size_t i, struct buf *out)
{
    buf_addf(out, "%s-%02zu", scenario->names[i % scenario->n_names], i / scenario->n_names + 1);
}

/* How long it has been under way; -1: it is not. */
static int64_t scenario_line_age_ms(const struct scenario_line *line, int64_t elapsed_ms)
{
    int64_t since_ms = elapsed_ms - line->at_ms;

    if (since_ms < 0)
        return -1;
    if (line->every_ms)
        since_ms %= line->every_ms;
    return line->for_ms && since_ms >= line->for_ms ? -1 : since_ms;
}

/* Up and down again in its time; without one up, and there it stays. */
static double scenario_weight(const struct scenario_line *line, int64_t age_ms)
{
    double part = line->for_ms ? (double)age_ms / (double)line->for_ms : 0;

    if (line->for_ms)
        return 4 * part * (1 - part);
    return age_ms < SCENARIO_RAMP_MS ? (double)age_ms / SCENARIO_RAMP_MS : 1;
}

void scenario_at(const struct scenario *scenario, const char *device, int64_t elapsed_ms,
                 struct scenario_state *out)
{
    *out = (struct scenario_state){ .act = SCENARIO_ORDINARY };
    for (size_t i = scenario->n_lines; i-- > 0;) {
        const struct scenario_line *line = &scenario->lines[i];
        int64_t age_ms = scenario_line_age_ms(line, elapsed_ms);

        if (age_ms < 0 || !glob_matches(line->which, "", device))
            continue;
        out->act = line->act;
        if (line->act == SCENARIO_HEAT) {
            out->target_c = line->target_c;
            out->weight = scenario_weight(line, age_ms);
        }
        return;
    }
}
