/* SPDX-License-Identifier: MIT
 *
 * bench-table: what a message, a device and a frame cost without a network and
 * without a terminal: the model fed with messages, the whole screen drawn into
 * a canvas.
 *
 *   bench-table [-d DEVICES] [-s SAMPLES] [-H HISTORY] [-k KEYS] [-m MESSAGES] [-F FRAMES]
 *
 *   -d 1000   devices               -H 600   what --history would say; 0: none
 *   -s 60     readings of each      -m 0     more readings after these, timed alone
 *   -k ''     keys pressed before the frames ("T" sorts, "\\\\dev\\n" filters)
 *   -F 20     frames; between two a tenth of the devices change, at most 5,000
 *
 * Prints one line of JSON.
 */
#include "packet.h"

#include "core/rule-text.h"
#include "ui/app.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TABLE_CHANGES_MAX = 5000, TABLE_STEP_MS = 3000 };

struct table_options {
    size_t devices, samples, history, messages, frames;
    const char *keys;
};

struct table {
    struct table_options options;
    struct model *model;
    struct app *app;
    struct canvas canvas;
    int64_t now_ms;
    uint64_t n_sent;
};

struct table_times {
    double worst_ms;
    double sum_ms;
    size_t n;
};

static double table_clock_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static void table_note(struct table_times *times, double ms)
{
    times->worst_ms = ms > times->worst_ms ? ms : times->worst_ms;
    times->sum_ms += ms;
    times->n++;
}

static void table_say(struct table *table, size_t device)
{
    char topic[PACKET_BYTES_MAX], payload[PACKET_BYTES_MAX];
    struct packet_message say = { .seq = table->n_sent++,
                                  .device = (unsigned)device,
                                  .wall_ms = model_wall_ms(table->model, table->now_ms) };
    struct message message = { .topic = topic, .payload = payload, .qos = 1 };

    packet_texts(topic, payload, &say);
    message.topic_len = strlen(topic);
    message.payload_len = strlen(payload);
    model_apply(table->model, table->now_ms, &message);
}

static void table_init(struct table *table)
{
    static const char *const high = "temperature > 30", *const low = "temperature < -20";
    const struct table_options *o = &table->options;
    struct model_options options = { .max_devices = o->devices,
                                     .history_samples = o->history,
                                     .payload_bytes_max = READING_BYTES_MAX,
                                     .seed = 0x9e3779b97f4a7c15 };
    struct app_options app_options = { .broker = "bench" };
    struct rule_defaults defaults = { .hysteresis_c = 0.5 };
    struct rule_list rules = { 0 };
    struct buf err = { 0 };

    if (!rule_text_parse(high, &defaults, &rules, &err) ||
        !rule_text_parse(low, &defaults, &rules, &err))
        abort();
    table->now_ms = 1000 * 1000;
    table->model = model_create(&options, &rules);
    model_set_wall(table->model, INT64_C(1700000000000));
    table->app = app_create(&app_options, table->model);
    canvas_init(&table->canvas, false);
    canvas_resize(&table->canvas, 24, 80);
}

static void table_finish(struct table *table)
{
    app_destroy(table->app);
    model_destroy(table->model);
    canvas_finish(&table->canvas);
}

/* --- what is measured ------------------------------------------------------- */

static size_t table_heap_bytes(void)
{
    struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

static double table_rss_mib(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long pages = 0;

    if (file && fscanf(file, "%*d %ld", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / (1024 * 1024);
}

static double table_fill(struct table *table)
{
    double begin_ms = table_clock_ms();

    for (size_t sample = 0; sample < table->options.samples; sample++) {
        for (size_t i = 0; i < table->options.devices; i++)
            table_say(table, i);
        table->now_ms += TABLE_STEP_MS;
        model_tick(table->model, table->now_ms);
    }
    return table_clock_ms() - begin_ms;
}

static double table_load(struct table *table)
{
    double begin_ms = table_clock_ms();

    for (size_t i = 0; i < table->options.messages; i++)
        table_say(table, i % table->options.devices);
    return table_clock_ms() - begin_ms;
}

static void table_draw(struct table *table, struct table_times *times)
{
    double begin_ms = table_clock_ms();

    app_draw(table->app, &table->canvas, table->now_ms, 0);
    table_note(times, table_clock_ms() - begin_ms);
}

static void table_tick(struct table *table, struct table_times *times)
{
    double begin_ms = table_clock_ms();

    model_tick(table->model, table->now_ms);
    table_note(times, table_clock_ms() - begin_ms);
}

static void table_press(struct table *table)
{
    for (const char *key = table->options.keys; *key; key++)
        app_key(table->app, *key, table->now_ms);
}

/* The first frame sorts all names: told apart. */
static void table_frames(struct table *table, struct table_times *first, struct table_times *frames,
                         struct table_times *ticks)
{
    size_t changes = table->options.devices / 10 + 1;

    if (changes > TABLE_CHANGES_MAX)
        changes = TABLE_CHANGES_MAX;
    table_draw(table, first);
    table_press(table);
    table_draw(table, first);
    for (size_t i = 0; i < table->options.frames; i++) {
        table->now_ms += 100;
        for (size_t k = 0; k < changes; k++)
            table_say(table, (i * changes + k) * 7919 % table->options.devices);
        table_tick(table, ticks);
        table_draw(table, frames);
    }
}

static double table_mean(const struct table_times *times)
{
    return times->n ? times->sum_ms / (double)times->n : 0;
}

static void table_run(struct table *table)
{
    struct table_times first = { 0 }, frames = { 0 }, ticks = { 0 };
    size_t before = table_heap_bytes(), bytes;
    double fill_ms, load_ms;

    fill_ms = table_fill(table);
    load_ms = table_load(table);
    bytes = table_heap_bytes() - before;
    table_frames(table, &first, &frames, &ticks);
    printf("{\"devices\": %zu, \"samples\": %zu, \"bytes_a_device\": %.0f, \"fill_us\": %.3f, "
           "\"message_us\": %.3f, \"first_frame_ms\": %.3f, \"frame_ms\": %.3f, "
           "\"frame_worst_ms\": %.3f, \"tick_ms\": %.3f, "
           "\"rss_mib\": %.1f}\n",
           table->options.devices, table->options.samples,
           (double)bytes / (double)table->options.devices,
           fill_ms * 1e3 / (double)(table->options.samples * table->options.devices),
           table->options.messages ? load_ms * 1e3 / (double)table->options.messages : 0,
           first.worst_ms, table_mean(&frames), frames.worst_ms, table_mean(&ticks),
           table_rss_mib());
}

/* --- */

static bool table_read_options(int argc, char **argv, struct table_options *o)
{
    int option;

    while ((option = getopt(argc, argv, "d:s:H:m:F:k:")) != -1)
        switch (option) {
        case 'd': o->devices = strtoul(optarg, NULL, 10); break;
        case 's': o->samples = strtoul(optarg, NULL, 10); break;
        case 'H': o->history = strtoul(optarg, NULL, 10); break;
        case 'm': o->messages = strtoul(optarg, NULL, 10); break;
        case 'F': o->frames = strtoul(optarg, NULL, 10); break;
        case 'k': o->keys = optarg; break;
        default: return false;
        }
    return o->devices && o->samples && optind == argc;
}

int main(int argc, char **argv)
{
    struct table table = {
        .options = { .devices = 1000, .samples = 60, .history = 600, .frames = 20, .keys = "" }
    };

    if (!table_read_options(argc, argv, &table.options))
        return 2;
    table_init(&table);
    table_run(&table);
    table_finish(&table);
    return 0;
}
