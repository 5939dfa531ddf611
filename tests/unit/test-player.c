/* SPDX-License-Identifier: MIT */
#include "io/player.h"

#include "row.h"
#include "tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE(payload)                                                                              \
    "{\"tst\":\"2023-11-14T22:13:20Z\",\"topic\":\"home/a/x\",\"payload\":" payload "}"

enum { PATH_BYTES = 128 };

static const struct {
    const char *name;
    const char *file;
    const char *payloads; /* a space behind each */
    unsigned lines, damaged;
    const char *news;
} rows[] = {
    { "nothing", "", "", 0, 0, NULL },
    { "two lines", LINE("1") "\n" LINE("2") "\n", "1 2 ", 2, 0, NULL },
    { "no newline at the end", LINE("1") "\n" LINE("2"), "1 2 ", 2, 0, NULL },
    { "CR LF, blank lines", LINE("1") "\r\n\r\n\n \n" LINE("2") "\r\n", "1 2 ", 5, 0, NULL },
    { "a cut end", LINE("1") "\n{\"tst\":\"20", "1 ", 2, 1,
      "the recording, line 2: byte 8: a string without an end: '\"20'" },
    { "damage in between", "}\n" LINE("1") "\n\x80\n" LINE("2") "\n", "1 2 ", 4, 2,
      "the recording, line 1: byte 1: not JSON: '}'; and 1 more lines" },
    { "not a recording", "porch-05,22.5,45.1\n", "", 1, 1,
      "the recording, line 1: byte 1: not JSON: 'porch-05,22.5,45.1'" },
};

static void play(struct player *player, struct buf *out)
{
    while (!player_is_over(player)) {
        const struct record *record = player_peek(player);

        if (!record)
            continue;
        assert_ptr_equal(player_peek(player), record);
        buf_addf(out, "%s ", buf_text(&record->payload));
        player_take(player);
    }
    assert_null(player_peek(player));
}

static void test_files(void **state)
{
    struct tree tree;
    char path[PATH_BYTES];

    (void)state;
    tree_create(&tree, NULL);
    snprintf(path, sizeof path, "%s/rec", tree.root);
    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf payloads = { 0 }, said = { 0 };
        struct player *player;

        tree_write(&tree, "rec", rows[i].file);
        player = player_create(path, &said);
        row_check(rows[i].name, player && player_fd(player) == -1);
        play(player, &payloads);
        row_check_text(rows[i].name, buf_text(&payloads), rows[i].payloads);
        row_check(rows[i].name, player_lines(player) == rows[i].lines);
        row_check(rows[i].name, player_damaged(player) == rows[i].damaged);
        row_check(rows[i].name, player_is_void(player) == (rows[i].damaged && !*rows[i].payloads));
        row_check(rows[i].name, player_news(player, &said) == (rows[i].news != NULL));
        row_check_text(rows[i].name, buf_text(&said), rows[i].news ? rows[i].news : "");
        row_check(rows[i].name, !player_news(player, &said));
        player_destroy(player);
        buf_finish(&payloads);
        buf_finish(&said);
    }
    tree_destroy(&tree);
}

/* A line of any length costs no more memory than the longest that may be. */
static void test_too_long(void **state)
{
    struct buf payloads = { 0 }, said = { 0 };
    struct tree tree;
    char path[PATH_BYTES];
    struct player *player;
    FILE *file;

    (void)state;
    tree_create(&tree, NULL);
    snprintf(path, sizeof path, "%s/rec", tree.root);
    file = fopen(path, "we");
    assert_non_null(file);
    fputs(LINE("1") "\n", file);
    for (int i = 0; i < 3; i++) {
        for (size_t n = 0; n < 2 * RECORD_LINE_BYTES_MAX; n += 8)
            fputs("01234567", file);
        fputs(i < 2 ? "\n" LINE("2") "\n" : "", file);
    }
    fclose(file);
    player = player_create(path, &said);
    play(player, &payloads);
    assert_string_equal(payloads.data, "1 2 2 ");
    assert_int_equal(player_damaged(player), 3);
    assert_true(player_news(player, &said));
    assert_string_equal(said.data, "the recording, line 2: too long; and 2 more lines");
    player_destroy(player);
    buf_finish(&payloads);
    buf_finish(&said);
    tree_destroy(&tree);
}

static void test_stream(void **state)
{
    static const char text[] = LINE("1") "\n" LINE("2") "\n";
    struct player *player;
    struct buf err = { 0 };
    int ends[2], before = dup(STDIN_FILENO);

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    player = player_create("-", &err);
    assert_non_null(player);
    assert_int_equal(player_fd(player), STDIN_FILENO);
    assert_null(player_peek(player));
    for (size_t i = 0; i < sizeof text - 1; i++) {
        assert_int_equal(write(ends[1], text + i, 1), 1);
        if (!player_peek(player))
            continue;
        assert_int_equal(text[i], '\n');
        player_take(player);
    }
    assert_false(player_is_over(player));
    close(ends[1]);
    assert_null(player_peek(player));
    assert_true(player_is_over(player));
    assert_int_equal(player_lines(player), 2);
    player_destroy(player);
    dup2(before, STDIN_FILENO);
    close(before);
}

static void test_refused(void **state)
{
    struct buf err = { 0 };

    (void)state;
    assert_null(player_create("/dev/null/rec", &err));
    assert_string_equal(err.data, "cannot read the recording '/dev/null/rec': Not a directory");
    buf_clear(&err);
    assert_null(player_create("/tmp", &err));
    assert_string_equal(err.data, "cannot read the recording '/tmp': Is a directory");
    buf_finish(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
