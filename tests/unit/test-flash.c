/* SPDX-License-Identifier: MIT */
#include "ui/flash.h"

#include "row.h"

static char style_at(const struct canvas *canvas, int row)
{
    return theme_letter((enum style)canvas_at(canvas, row, 0)->style);
}

static void test_canvas_comes_back(void **state)
{
    struct canvas canvas;
    struct flash flash = { 0 };
    struct buf before = { 0 }, after = { 0 };

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, 4, 20);
    canvas_puts(&canvas, 0, 0, STYLE_TITLE, "sensortop 温度");
    canvas_puts(&canvas, 1, 2, STYLE_CRIT, "2 alerts");
    canvas_puts(&canvas, 2, 0, STYLE_HEADING, "DEVICE");
    canvas_format(&canvas, true, &before);
    flash_put_on(&flash, &canvas);
    assert_int_equal(style_at(&canvas, 0), theme_letter(STYLE_TITLE));
    flash_take_off(&flash, &canvas);
    flash_start(&flash, 1000);
    flash_put_on(&flash, &canvas);
    assert_int_equal(style_at(&canvas, 0), theme_letter(STYLE_SELECTED));
    assert_int_equal(style_at(&canvas, 1), theme_letter(STYLE_SELECTED));
    assert_int_equal(style_at(&canvas, 2), theme_letter(STYLE_HEADING));
    flash_take_off(&flash, &canvas);
    canvas_format(&canvas, true, &after);
    assert_string_equal(buf_text(&after), buf_text(&before));
    buf_finish(&before);
    buf_finish(&after);
    flash_finish(&flash);
    canvas_finish(&canvas);
}

static void test_time(void **state)
{
    struct flash flash = { 0 };

    (void)state;
    assert_false(flash_is_over(&flash, 0));
    flash_start(&flash, 1000);
    assert_false(flash_is_over(&flash, 1000 + FLASH_MS - 1));
    flash_start(&flash, 1100);
    assert_false(flash_is_over(&flash, 1000 + FLASH_MS));
    assert_true(flash_is_over(&flash, 1100 + FLASH_MS));
    assert_false(flash_is_over(&flash, 1200 + FLASH_MS));
}

static void test_one_row(void **state)
{
    struct canvas canvas;
    struct flash flash = { 0 };

    (void)state;
    canvas_init(&canvas, false);
    canvas_resize(&canvas, 1, 1);
    flash_start(&flash, 0);
    flash_put_on(&flash, &canvas);
    flash_take_off(&flash, &canvas);
    assert_int_equal(style_at(&canvas, 0), theme_letter(STYLE_NORMAL));
    flash_finish(&flash);
    canvas_finish(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canvas_comes_back),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_one_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
