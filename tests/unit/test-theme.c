/* SPDX-License-Identifier: MIT
 *
 * What the table of looks promises: readable on the backgrounds that a scheme is
 * for, and told apart by those who do not see red and green.
 */
#include "core/option.h"
#include "ui/theme.h"

#include "row.h"

#include <math.h>

struct rgb {
    double part[3]; /* 0…1, linear */
};

static const struct rgb black = { { 0, 0, 0 } }, white = { { 1, 1, 1 } };

static double linear(int byte)
{
    double c = byte / 255.0;

    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* xterm's 256 colours; the first sixteen as xterm has them. */
static struct rgb rgb_of(int colour)
{
    static const int cube[] = { 0, 95, 135, 175, 215, 255 };
    static const int named[16][3] = {
        { 0, 0, 0 },       { 205, 0, 0 },   { 0, 205, 0 },   { 205, 205, 0 },
        { 0, 0, 238 },     { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
        { 127, 127, 127 }, { 255, 0, 0 },   { 0, 255, 0 },   { 255, 255, 0 },
        { 92, 92, 255 },   { 255, 0, 255 }, { 0, 255, 255 }, { 255, 255, 255 },
    };
    int in_cube = colour - 16;
    int grey = 8 + 10 * (colour - 232);
    struct rgb rgb;

    if (colour < 16)
        for (int i = 0; i < 3; i++)
            rgb.part[i] = linear(named[colour][i]);
    else if (colour < 232)
        rgb = (struct rgb){ { linear(cube[in_cube / 36]), linear(cube[in_cube / 6 % 6]),
                              linear(cube[in_cube % 6]) } };
    else
        rgb = (struct rgb){ { linear(grey), linear(grey), linear(grey) } };
    return rgb;
}

static double luminance(struct rgb c)
{
    return 0.2126 * c.part[0] + 0.7152 * c.part[1] + 0.0722 * c.part[2];
}

/* As WCAG has it: 1…21. */
static double contrast(struct rgb a, struct rgb b)
{
    double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;

    return la > lb ? la / lb : lb / la;
}

static bool has_colour(const struct look *look)
{
    return look->foreground.of_256 != THEME_COLOUR_OWN ||
           look->background.of_256 != THEME_COLOUR_OWN;
}

/* Of the text to what is behind it: its own background, or the terminal's. */
static double look_contrast(const struct look *look, struct rgb terminal)
{
    struct rgb text = look->foreground.of_256 < 0 ? white : rgb_of(look->foreground.of_256);
    struct rgb behind = look->background.of_256 < 0 ? terminal : rgb_of(look->background.of_256);

    return contrast(text, behind);
}

static void test_readable(void **state)
{
    /* Contrast asked for; colours of the user's own palette are the user's. */
    static const struct {
        const char *name;
        enum scheme scheme;
        struct rgb terminal;
        double least;
    } rows[] = {
        { "default on black", SCHEME_DEFAULT, { { 0, 0, 0 } }, 3 },
        { "default on white", SCHEME_DEFAULT, { { 1, 1, 1 } }, 3 },
        { "light on white", SCHEME_LIGHT, { { 1, 1, 1 } }, 4.5 },
        { "high contrast, anywhere", SCHEME_HIGH_CONTRAST, { { 1, 1, 1 } }, 7 },
        { "colour-blind on black", SCHEME_COLOUR_BLIND, { { 0, 0, 0 } }, 3 },
        { "colour-blind on white", SCHEME_COLOUR_BLIND, { { 1, 1, 1 } }, 3 },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++)
        for (int style = 0; style < STYLE_COUNT_; style++) {
            struct look look = theme_look(rows[i].scheme, (enum style)style);

            if (look.foreground.of_256 < 16)
                continue;
            if (look_contrast(&look, rows[i].terminal) < rows[i].least)
                fail_msg("%s: style '%c' has %.1f", rows[i].name, theme_letter((enum style)style),
                         look_contrast(&look, rows[i].terminal));
        }
}

static void test_complete(void **state)
{
    (void)state;
    for (int scheme = 0; scheme < SCHEME_COUNT_; scheme++)
        for (int style = 0; style < STYLE_COUNT_; style++) {
            struct look look = theme_look((enum scheme)scheme, (enum style)style);
            bool same_256 = look.foreground.of_256 == look.background.of_256;
            bool same_16 = look.foreground.of_16 == look.background.of_16;

            assert_true(theme_letter((enum style)style) != '\0');
            if ((same_256 && look.foreground.of_256 >= 0) ||
                (same_16 && look.foreground.of_16 >= 0))
                fail_msg("scheme %d, style '%c': text as its background", scheme,
                         theme_letter((enum style)style));
        }
}

static void test_letters(void **state)
{
    (void)state;
    for (int a = 0; a < STYLE_COUNT_; a++)
        for (int b = 0; b < a; b++)
            assert_true(theme_letter((enum style)a) != theme_letter((enum style)b));
}

static void test_mono(void **state)
{
    (void)state;
    for (int style = 0; style < STYLE_COUNT_; style++) {
        struct look look = theme_look(SCHEME_MONO, (enum style)style);

        assert_false(has_colour(&look));
    }
}

/* --- who does not see red and green ----------------------------------------- */

/* Machado, Oliveira, Fernandes 2009, full severity. */
static const double blindness[][3][3] = {
    { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } }, /* protanopia */
    { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } }, /* deuteranopia */
};

static struct rgb seen(const double matrix[3][3], struct rgb c)
{
    struct rgb out;

    for (int i = 0; i < 3; i++)
        out.part[i] =
            matrix[i][0] * c.part[0] + matrix[i][1] * c.part[1] + matrix[i][2] * c.part[2];
    return out;
}

static double distance(struct rgb a, struct rgb b)
{
    double sum = 0;

    for (int i = 0; i < 3; i++)
        sum += pow(cbrt(fmax(a.part[i], 0)) - cbrt(fmax(b.part[i], 0)), 2);
    return sqrt(sum);
}

/* The colour that one sees of a look: the background where it has one. */
static struct rgb look_colour(struct look look, bool of_256)
{
    struct colour c = look.background.of_256 >= 0 ? look.background : look.foreground;

    return c.of_256 < 0 ? white : rgb_of(of_256 ? c.of_256 : c.of_16);
}

static void test_colour_blind(void **state)
{
    static const struct {
        const char *name;
        enum style a, b;
    } rows[] = {
        { "online, offline", STYLE_GOOD, STYLE_OFFLINE },
        { "online, stale", STYLE_GOOD, STYLE_STALE },
        { "warning, critical", STYLE_WARN, STYLE_CRIT },
        { "online, critical", STYLE_GOOD, STYLE_CRIT },
        { "cold, hot", STYLE_HEAT_1, STYLE_HEAT_8 },
    };

    (void)state;
    for (size_t i = 0; i < ROW_COUNT(rows); i++)
        for (size_t m = 0; m < ROW_COUNT(blindness); m++)
            for (int of_256 = 0; of_256 < 2; of_256++) {
                struct rgb a = look_colour(theme_look(SCHEME_COLOUR_BLIND, rows[i].a), of_256);
                struct rgb b = look_colour(theme_look(SCHEME_COLOUR_BLIND, rows[i].b), of_256);
                double far = distance(seen(blindness[m], a), seen(blindness[m], b));

                if (far < 0.25)
                    fail_msg("'%s': %.2f", rows[i].name, far);
            }
}

/* What --theme names is what it is. */
static void test_names(void **state)
{
    static const char *const names[SCHEME_COUNT_] = {
        [SCHEME_DEFAULT] = "default",
        [SCHEME_LIGHT] = "light",
        [SCHEME_MONO] = "mono",
        [SCHEME_HIGH_CONTRAST] = "high-contrast",
        [SCHEME_COLOUR_BLIND] = "colour-blind,color-blind",
    };
    const struct option *option = option_find(OPTION_SENSORTOP, "theme", strlen("theme"));
    size_t len;

    (void)state;
    assert_non_null(option);
    for (int scheme = 0; scheme < SCHEME_COUNT_; scheme++) {
        const char *name = option_choice(option, scheme, &len);

        assert_non_null(name);
        assert_int_equal(len, strlen(names[scheme]));
        assert_memory_equal(name, names[scheme], len);
    }
    assert_null(option_choice(option, SCHEME_COUNT_, &len));
}

/* The measure itself: the default scheme's red and green are what it is about. */
static void test_measure(void **state)
{
    struct rgb red = rgb_of(124), olive = rgb_of(58), blue = rgb_of(32), orange = rgb_of(166);

    (void)state;
    assert_true(distance(seen(blindness[1], red), seen(blindness[1], olive)) < 0.2);
    assert_true(distance(red, olive) > 0.25);
    assert_true(distance(seen(blindness[1], blue), seen(blindness[1], orange)) > 0.4);
    assert_true(contrast(black, white) > 20.9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readable),     cmocka_unit_test(test_complete),
        cmocka_unit_test(test_letters),      cmocka_unit_test(test_mono),
        cmocka_unit_test(test_colour_blind), cmocka_unit_test(test_measure),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
