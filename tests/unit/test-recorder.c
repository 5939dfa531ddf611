/* SPDX-License-Identifier: MIT */
#include "io/recorder.h"

#include "core/record.h"
#include "io/player.h"

#include "row.h"
#include "tree.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define WALL_MS INT64_C(1700000000000)

enum { PATH_BYTES = 128, LINE_BYTES = 120 };

struct desk {
    struct tree tree;
    char path[PATH_BYTES];
    struct buf said;
    int n; /* messages taken */
};

static void desk_init(struct desk *desk)
{
    *desk = (struct desk){ 0 };
    tree_create(&desk->tree, NULL);
    snprintf(desk->path, PATH_BYTES, "%s/rec", desk->tree.root);
}

static void desk_finish(struct desk *desk)
{
    tree_destroy(&desk->tree);
    buf_finish(&desk->said);
}

static struct recorder *desk_record(struct desk *desk, int64_t bytes_max, int keep)
{
    struct recorder_options options = { .path = desk->path, .bytes_max = bytes_max, .keep = keep };

    return recorder_create(&options, &desk->said);
}

/* Numbered, so that it can be seen which ones came through. */
static void desk_take(struct desk *desk, struct recorder *recorder, int n)
{
    for (int i = 0; i < n; i++) {
        char number[16];
        struct message message = { .topic = "home/a/sensors", .topic_len = 14, .payload = number };

        message.payload_len = (size_t)snprintf(number, sizeof number, "%06d", desk->n++);
        recorder_take(recorder, WALL_MS + desk->n, &message);
    }
}

static void desk_check_said(struct desk *desk, const char *words)
{
    if (!strstr(buf_text(&desk->said), words))
        fail_msg("said \"%s\", expected \"%s\"", buf_text(&desk->said), words);
    buf_clear(&desk->said);
}

/* The numbers in a file follow one another; first < 0: whatever it begins with. Returns the next
 * one. */
static int desk_check_file(const struct desk *desk, const char *suffix, int first, int n_damaged)
{
    struct buf path = { 0 }, err = { 0 };
    const struct record *record;
    struct player *player;

    buf_addf(&path, "%s%s", desk->path, suffix);
    player = player_create(path.data, &err);
    if (!player)
        fail_msg("%s", err.data);
    while ((record = player_peek(player))) {
        int number = (int)strtol(buf_text(&record->payload), NULL, 10);

        if (first >= 0)
            row_check(suffix, number == first);
        first = number + 1;
        player_take(player);
    }
    row_check(suffix, player_damaged(player) == (uint64_t)n_damaged);
    player_destroy(player);
    buf_finish(&path);
    return first;
}

static void test_appends(void **state)
{
    struct desk desk;

    (void)state;
    desk_init(&desk);
    for (int i = 0; i < 3; i++) {
        struct recorder *recorder = desk_record(&desk, 0, 1);

        assert_non_null(recorder);
        desk_take(&desk, recorder, 10);
        assert_false(recorder_tick(recorder, 1000, &desk.said));
        assert_int_equal(desk_check_file(&desk, "", 0, 0), desk.n);
        desk_take(&desk, recorder, 5);
        recorder_destroy(recorder);
        assert_int_equal(desk_check_file(&desk, "", 0, 0), desk.n);
    }
    desk_finish(&desk);
}

/* As a crash or a power cut leaves it. */
static void test_goes_on_behind_a_cut_line(void **state)
{
    struct recorder *recorder;
    struct desk desk;

    (void)state;
    desk_init(&desk);
    tree_write(&desk.tree, "rec", "{\"tst\":\"2023-11-14T22:1");
    recorder = desk_record(&desk, 0, 1);
    desk_take(&desk, recorder, 3);
    recorder_destroy(recorder);
    assert_int_equal(desk_check_file(&desk, "", 0, 1), 3);
    desk_finish(&desk);
}

static void test_rotates(void **state)
{
    struct recorder *recorder;
    char path[PATH_BYTES + 8];
    struct stat status;
    struct desk desk;

    (void)state;
    desk_init(&desk);
    recorder = desk_record(&desk, 10 * LINE_BYTES, 2);
    for (int i = 0; i < 50; i++) {
        desk_take(&desk, recorder, 1);
        assert_false(recorder_tick(recorder, 1000 * i, &desk.said));
        assert_int_equal(stat(desk.path, &status), 0);
        assert_true(status.st_size <= 10 * LINE_BYTES);
    }
    recorder_destroy(recorder);
    desk_check_file(&desk, "", desk_check_file(&desk, ".1", desk_check_file(&desk, ".2", -1, 0), 0),
                    0);
    assert_int_equal(desk_check_file(&desk, "", -1, 0), 50);
    snprintf(path, sizeof path, "%s.3", desk.path);
    assert_int_equal(stat(path, &status), -1);
    desk_finish(&desk);
}

/* What logrotate does, and rm. */
static void test_finds_a_file_taken_away(void **state)
{
    char moved[PATH_BYTES + 8];
    struct recorder *recorder;
    struct desk desk;

    (void)state;
    desk_init(&desk);
    recorder = desk_record(&desk, 0, 1);
    desk_take(&desk, recorder, 5);
    recorder_tick(recorder, 1000, &desk.said);
    snprintf(moved, sizeof moved, "%s.old", desk.path);
    assert_int_equal(rename(desk.path, moved), 0);
    desk_take(&desk, recorder, 5);
    recorder_tick(recorder, 2000, &desk.said);
    assert_int_equal(desk_check_file(&desk, "", desk_check_file(&desk, ".old", 0, 0), 0), 10);
    assert_int_equal(unlink(desk.path), 0);
    desk_take(&desk, recorder, 5);
    recorder_tick(recorder, 3000, &desk.said);
    assert_int_equal(desk_check_file(&desk, "", 10, 0), 15);
    recorder_destroy(recorder);
    assert_int_equal(desk.said.len, 0);
    desk_finish(&desk);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* Whole lines up to the brim, one event, and the rest when there is room again. */
static void test_outlives_a_full_disk(void **state)
{
    struct recorder *recorder;
    struct desk desk;
    uint64_t lost;

    (void)state;
    desk_init(&desk);
    signal(SIGXFSZ, SIG_IGN);
    limit_files(10 * LINE_BYTES + LINE_BYTES / 2);
    recorder = desk_record(&desk, 0, 1);
    desk_take(&desk, recorder, 20);
    assert_true(recorder_tick(recorder, 1000, &desk.said));
    desk_check_said(&desk, "rec: not recorded: File too large");
    assert_in_range(desk_check_file(&desk, "", 0, 0), 8, 12);
    for (int s = 2; s < 40; s++)
        assert_false(recorder_tick(recorder, 1000 * s, &desk.said));

    desk_take(&desk, recorder, 20000);
    lost = recorder_lost(recorder);
    assert_in_range(lost, 5000, 15000);
    limit_files(RLIM_INFINITY);
    assert_false(recorder_tick(recorder, 40001, &desk.said)); /* not yet */
    assert_true(recorder_tick(recorder, 60000, &desk.said));
    desk_check_said(&desk, " messages are missing");
    assert_int_equal(desk_check_file(&desk, "", 0, 0), desk.n - (int)lost);
    assert_false(recorder_tick(recorder, 61000, &desk.said));
    recorder_destroy(recorder);
    desk_finish(&desk);
}

static void test_says_that_there_is_no_room(void **state)
{
    struct recorder_options options = { .path = "/dev/full" };
    struct buf said = { 0 };
    struct recorder *recorder = recorder_create(&options, &said);
    struct desk desk = { .n = 0 };

    (void)state;
    assert_non_null(recorder);
    desk_take(&desk, recorder, 1);
    assert_true(recorder_tick(recorder, 1000, &said));
    assert_string_equal(said.data, "/dev/full: not recorded: No space left on device");
    recorder_destroy(recorder);
    buf_finish(&said);
}

static void test_refused(void **state)
{
    struct recorder *recorder;
    struct desk desk;

    (void)state;
    desk_init(&desk);
    recorder = desk_record(&desk, 0, 1);
    assert_null(desk_record(&desk, 0, 1));
    desk_check_said(&desk, "rec': another program records into it");
    recorder_destroy(recorder);

    snprintf(desk.path, PATH_BYTES, "%s/nowhere/rec", desk.tree.root);
    assert_null(desk_record(&desk, 0, 1));
    desk_check_said(&desk, "/nowhere/rec': No such file or directory");
    snprintf(desk.path, PATH_BYTES, "%s", desk.tree.root);
    assert_null(desk_record(&desk, 0, 1));
    desk_check_said(&desk, "': Is a directory");
    snprintf(desk.path, PATH_BYTES, "%s/fifo", desk.tree.root);
    assert_int_equal(mkfifo(desk.path, 0600), 0);
    assert_null(desk_record(&desk, 0, 1));
    desk_check_said(&desk, "fifo': No such device or address");
    desk_finish(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appends),
        cmocka_unit_test(test_goes_on_behind_a_cut_line),
        cmocka_unit_test(test_rotates),
        cmocka_unit_test(test_finds_a_file_taken_away),
        cmocka_unit_test(test_outlives_a_full_disk),
        cmocka_unit_test(test_says_that_there_is_no_room),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
