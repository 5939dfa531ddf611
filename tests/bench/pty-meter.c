/* SPDX-License-Identifier: MIT
 *
 * pty-meter: runs a terminal program on a pseudo-terminal and measures what comes out of it: bytes,
 * reads, frames, CPU, memory, wake-ups, the time to its first output and to a text, and the time
 * from a key press to the answer. One line of name=value on standard output.
 *
 *   pty-meter [option]... -- COMMAND [argument]...
 *     -s COLSxROWS  size of the terminal (80x24)
 *     -T TERM       its type (xterm-256color)
 *     -w SECONDS    let it settle before measuring (2); after the text of -m when there is one
 *     -d SECONDS    measure so long (10)
 *     -b BYTES      read no more than so many a second: a slow line
 *     -m TEXT       when this text came first, in ms since the start; -1: not within 15 s
 *     -i KEYS       press these when the text of -m has come, before it settles
 *     -k KEYS       press these, one after another; '|' parts them; \e and \n as in C
 *     -A ANSWERS    time each of them to this text, '|' between; an empty one: do not time that
 *                   key. Without -A: to the next output. For screens that change by themselves.
 *     -K N          press so many (20)
 *     -g MS         about so long apart (300), never in step with the program's own clock
 *     -q KEYS       at the end (q); a second later it is killed
 *     -o FILE       keep the bytes
 *
 * A frame is output with 2 ms of silence before it. CPU, memory and wake-ups are those of the
 * command and its descendants, in the measured time; a key without an answer counts as 1e6 ms.
 */
#include "proc-tree.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    METER_READ_MAX = 65536,
    METER_TEXT_MAX = 256, /* of -m and -A: looked for across two reads */
    METER_KEYS_MAX = 16,
    METER_PRESSES_MAX = 10000,
};
static const double meter_frame_gap_s = 0.002, meter_mark_patience_s = 15, meter_no_answer_ms = 1e6;

struct meter_options {
    struct winsize size;
    const char *term, *mark, *begin, *quit, *keep;
    double settle_s, measure_s, gap_s, bytes_per_s;
    char *keys[METER_KEYS_MAX], *answers[METER_KEYS_MAX];
    int n_keys, n_answers, presses;
};

/* Looks for a text in bytes that come piece by piece. */
struct meter_search {
    const char *text; /* NULL: none */
    char bytes[METER_READ_MAX + METER_TEXT_MAX];
    size_t len;
};

struct meter {
    struct meter_options options;
    int fd;
    FILE *keep;
    pid_t pid;
    bool is_over;
    double start_s, first_s, mark_s, begin_s, end_s, last_s; /* 0: not yet */
    long long total, bytes, reads, frames, frame, frame_max;
    double quota;
    double quota_s;
    struct meter_search mark, answer;
    bool is_waiting; /* for the answer to a key */
    double key_s, next_key_s;
    int n_pressed, n_answered;
    double answered_ms[METER_PRESSES_MAX];
    struct proc_tree before, after;
};

static double meter_now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void meter_die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* --- what was asked for ----------------------------------------------------- */

static char *meter_unescape(const char *text)
{
    char *out = calloc(1, strlen(text) + 1);
    char *at = out;

    if (!out)
        meter_die("calloc");
    for (; *text; text++)
        if (*text != '\\' || !text[1])
            *at++ = *text;
        else
            *at++ = *++text == 'e' ? '\033' : *text == 'n' ? '\n' : *text;
    return out;
}

static int meter_split(const char *text, char **out)
{
    char *at = meter_unescape(text);
    int n = 0;

    while (at && n < METER_KEYS_MAX)
        out[n++] = strsep(&at, "|");
    return n;
}

static double meter_number(const char *text)
{
    char *end;
    double value = strtod(text, &end);

    if (*end || end == text || !(value >= 0)) {
        fprintf(stderr, "pty-meter: not a number: '%s'\n", text);
        exit(EXIT_FAILURE);
    }
    return value;
}

static struct winsize meter_size(const char *text)
{
    struct winsize size = { 0 };

    if (sscanf(text, "%hux%hu", &size.ws_col, &size.ws_row) != 2) {
        fprintf(stderr, "pty-meter: not a size, 80x24 would be one: '%s'\n", text);
        exit(EXIT_FAILURE);
    }
    return size;
}

static void meter_set(struct meter_options *options, int letter, const char *value)
{
    switch (letter) {
    case 's': options->size = meter_size(value); break;
    case 'T': options->term = value; break;
    case 'w': options->settle_s = meter_number(value); break;
    case 'd': options->measure_s = meter_number(value); break;
    case 'b': options->bytes_per_s = meter_number(value); break;
    case 'm': options->mark = value; break;
    case 'i': options->begin = meter_unescape(value); break;
    case 'k': options->n_keys = meter_split(value, options->keys); break;
    case 'A': options->n_answers = meter_split(value, options->answers); break;
    case 'K': options->presses = (int)meter_number(value); break;
    case 'g': options->gap_s = meter_number(value) * 1e-3; break;
    case 'q': options->quit = meter_unescape(value); break;
    case 'o': options->keep = value; break;
    default: exit(EXIT_FAILURE);
    }
}

static void meter_start(struct meter *meter, char **command)
{
    const struct meter_options *options = &meter->options;

    meter->start_s = meter->quota_s = meter_now_s();
    meter->mark.text = options->mark;
    meter->keep = options->keep ? fopen(options->keep, "wb") : NULL;
    if (options->keep && !meter->keep)
        meter_die(options->keep);
    meter->pid = forkpty(&meter->fd, NULL, NULL, &options->size);
    if (meter->pid < 0)
        meter_die("forkpty");
    if (meter->pid > 0)
        return;
    setenv("TERM", options->term, 1);
    unsetenv("COLUMNS");
    unsetenv("LINES");
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

static void meter_write(const struct meter *meter, const char *keys)
{
    if (write(meter->fd, keys, strlen(keys)) < 0)
        perror("pty-meter: keys");
}

/* --- what comes ------------------------------------------------------------- */

static bool meter_found(struct meter_search *search, const char *bytes, size_t len)
{
    size_t all = search->len + len;
    bool found;

    memcpy(search->bytes + search->len, bytes, len);
    found = memmem(search->bytes, all, search->text, strlen(search->text)) != NULL;
    search->len = all < METER_TEXT_MAX ? all : METER_TEXT_MAX;
    memmove(search->bytes, search->bytes + all - search->len, search->len);
    return found;
}

static void meter_answered(struct meter *meter, double ms)
{
    meter->answered_ms[meter->n_answered++] = ms;
    meter->is_waiting = false;
}

static void meter_count(struct meter *meter, const char *bytes, size_t len, double now_s)
{
    meter->bytes += (long long)len;
    meter->reads++;
    if (now_s - meter->last_s > meter_frame_gap_s) {
        meter->frames++;
        meter->frame = 0;
    }
    meter->frame += (long long)len;
    if (meter->frame > meter->frame_max)
        meter->frame_max = meter->frame;
    if (meter->is_waiting && (!meter->answer.text || meter_found(&meter->answer, bytes, len)))
        meter_answered(meter, (now_s - meter->key_s) * 1e3);
}

static void meter_take(struct meter *meter, const char *bytes, size_t len, double now_s)
{
    if (meter->keep)
        fwrite(bytes, 1, len, meter->keep);
    meter->total += (long long)len;
    meter->quota -= (double)len;
    if (meter->first_s == 0)
        meter->first_s = now_s;
    if (meter->mark.text && meter->mark_s == 0 && meter_found(&meter->mark, bytes, len)) {
        meter->mark_s = now_s;
        if (meter->options.begin)
            meter_write(meter, meter->options.begin);
    }
    if (meter->begin_s > 0 && meter->end_s == 0)
        meter_count(meter, bytes, len, now_s);
    meter->last_s = now_s;
}

/* How much a slow line takes now. */
static size_t meter_room(struct meter *meter, double now_s)
{
    const double rate = meter->options.bytes_per_s;

    if (rate <= 0)
        return METER_READ_MAX;
    meter->quota += (now_s - meter->quota_s) * rate;
    meter->quota_s = now_s;
    if (meter->quota > rate * 0.05 + 64)
        meter->quota = rate * 0.05 + 64;
    return meter->quota < 1                ? 0
           : meter->quota < METER_READ_MAX ? (size_t)meter->quota
                                           : METER_READ_MAX;
}

static void meter_read(struct meter *meter)
{
    struct pollfd pfd = { .fd = meter->fd, .events = POLLIN };
    char bytes[METER_READ_MAX];
    size_t room = meter_room(meter, meter_now_s());
    ssize_t n;

    if (room == 0)
        pfd.fd = -1;
    if (poll(&pfd, 1, room ? 5 : 1) <= 0)
        return;
    n = read(meter->fd, bytes, room);
    if (n <= 0)
        meter->is_over = true;
    else
        meter_take(meter, bytes, (size_t)n, meter_now_s());
}

/* --- what is due ------------------------------------------------------------ */

static void meter_press(struct meter *meter, double now_s)
{
    const struct meter_options *options = &meter->options;
    const char *answer = NULL;

    if (meter->is_waiting)
        meter_answered(meter, meter_no_answer_ms);
    if (options->n_answers)
        answer = options->answers[meter->n_pressed % options->n_answers];
    meter->answer.text = answer;
    meter->answer.len = 0;
    meter->is_waiting = !answer || *answer;
    meter->key_s = meter_now_s();
    meter_write(meter, options->keys[meter->n_pressed++ % options->n_keys]);
    meter->next_key_s = now_s + options->gap_s * (0.75 + 0.005 * (meter->n_pressed * 37 % 101));
}

static bool meter_has_settled(const struct meter *meter, double now_s)
{
    double from_s = meter->mark_s > 0 ? meter->mark_s : meter->start_s;
    bool is_marked =
        !meter->mark.text || meter->mark_s > 0 || now_s - meter->start_s > meter_mark_patience_s;

    return is_marked && now_s - from_s >= meter->options.settle_s;
}

static void meter_end(struct meter *meter)
{
    proc_tree_cpu(&meter->after, meter->pid);
    meter->end_s = meter_now_s();
    proc_tree_memory(&meter->after, meter->pid);
    meter_write(meter, meter->options.quit);
}

static void meter_do_what_is_due(struct meter *meter)
{
    double now_s = meter_now_s();

    if (meter->end_s > 0) {
        if (now_s - meter->end_s > 1)
            kill(meter->pid, SIGKILL);
    } else if (meter->begin_s == 0) {
        if (!meter_has_settled(meter, now_s))
            return;
        proc_tree_cpu(&meter->before, meter->pid);
        meter->begin_s = meter->next_key_s = meter_now_s();
    } else if (now_s - meter->begin_s >= meter->options.measure_s) {
        meter_end(meter);
    } else if (meter->options.n_keys && meter->n_pressed < meter->options.presses &&
               now_s >= meter->next_key_s) {
        meter_press(meter, now_s);
    }
}

/* --- what is told ----------------------------------------------------------- */

static int meter_compare(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static double meter_share(const struct meter *meter, double share)
{
    return meter->answered_ms[(int)(share * (meter->n_answered - 1) + 0.5)];
}

static void meter_report(struct meter *meter)
{
    double seconds = meter->end_s - meter->begin_s;
    double cpu_s = meter->after.cpu_s - meter->before.cpu_s;
    double wakeups = (double)(meter->after.wakeups - meter->before.wakeups);
    double mark_ms = meter->mark_s > 0 ? (meter->mark_s - meter->start_s) * 1e3 : -1;

    printf("cols=%d rows=%d seconds=%.2f", meter->options.size.ws_col, meter->options.size.ws_row,
           seconds);
    printf(" bytes=%lld bytes_per_s=%.1f total_bytes=%lld", meter->bytes,
           (double)meter->bytes / seconds, meter->total);
    printf(" frames=%lld reads=%lld frame_bytes=%.1f frame_bytes_max=%lld", meter->frames,
           meter->reads, meter->frames ? (double)meter->bytes / (double)meter->frames : 0,
           meter->frame_max);
    printf(" cpu_ms=%.2f cpu_percent=%.4f wakeups_per_s=%.2f threads=%ld", cpu_s * 1e3,
           cpu_s * 100 / seconds, wakeups / seconds, meter->after.threads);
    printf(" rss_kib=%ld pss_kib=%ld private_kib=%ld", meter->after.rss_kib, meter->after.pss_kib,
           meter->after.private_kib);
    printf(" first_ms=%.1f mark_ms=%.1f", (meter->first_s - meter->start_s) * 1e3, mark_ms);
    if (meter->n_answered) {
        qsort(meter->answered_ms, (size_t)meter->n_answered, sizeof *meter->answered_ms,
              meter_compare);
        printf(" keys=%d key_ms_p50=%.2f key_ms_p99=%.2f key_ms_max=%.2f", meter->n_answered,
               meter_share(meter, 0.5), meter_share(meter, 0.99), meter_share(meter, 1));
    }
    printf("\n");
}

int main(int argc, char **argv)
{
    static struct meter meter = {
        .options = { .size = { .ws_row = 24, .ws_col = 80 },
                     .term = "xterm-256color",
                     .quit = "q",
                     .settle_s = 2,
                     .measure_s = 10,
                     .gap_s = 0.3,
                     .presses = 20 },
    };
    int letter;

    while ((letter = getopt(argc, argv, "+s:T:w:d:b:m:i:k:A:K:g:q:o:")) != -1)
        meter_set(&meter.options, letter, optarg);
    if (optind >= argc || meter.options.presses > METER_PRESSES_MAX) {
        fputs(
            "usage: pty-meter [option]... -- COMMAND [argument]..., see tests/bench/pty-meter.c\n",
            stderr);
        return EXIT_FAILURE;
    }
    meter_start(&meter, argv + optind);
    while (!meter.is_over && waitpid(meter.pid, NULL, WNOHANG) == 0) {
        meter_read(&meter);
        meter_do_what_is_due(&meter);
    }
    if (meter.end_s == 0) {
        fputs("pty-meter: the command ended before it was measured\n", stderr);
        return EXIT_FAILURE;
    }
    meter_report(&meter);
    return EXIT_SUCCESS;
}
