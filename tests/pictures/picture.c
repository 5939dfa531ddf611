/* SPDX-License-Identifier: MIT
 *
 * picture: the screens that the README shows, as SVG on standard output.
 *
 *   picture            the names of all of them, a line each
 *   picture grid-dark  one of them
 */
#include "../golden/scene.h"
#include "svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MAX = 8, ENTER = KEYCODE_ENTER };

// clang-format off
static const struct picture {
    const char *name;
    enum scene_play play;
    int rows, cols;
    int keys[KEYS_MAX]; /* pressed before */
} pictures[] = {
    { "grid",    SCENE_HOUSE, 20, 100, { 'j' } },
    { "tiles",   SCENE_HOUSE, 21, 100, { 'g', 'j' } },
    { "detail",  SCENE_HOUSE, 30, 100, { '!', ENTER } },
    { "columns", SCENE_AIR,   15, 130, { 's', KEYCODE_END, 'k', 'k', ENTER, 'C' } },
};

static const struct {
    const char *name;
    enum scheme scheme;
    struct svg_palette palette;
} lights[] = {
    { "dark", SCHEME_DEFAULT,
      { "#d0d0d0", "#16181d",
        { "#16181d", "#e05c5c", "#5fb363", "#d9a93f", "#5c8fe0", "#c07bd0", "#45b0c0", "#f2f2f2",
          "#808080", "#ff7b7b", "#84d688", "#f2c94c", "#86b0f5", "#dba0e8", "#74d3e0", "#ffffff" } } },
    { "light", SCHEME_LIGHT,
      { "#24292f", "#fbfbfa",
        { "#24292f", "#b3261e", "#1a7f37", "#9a6700", "#0550ae", "#8250df", "#1b7c83", "#eaeef2",
          "#57606a", "#cf222e", "#2da44e", "#bf8700", "#218bff", "#a475f9", "#3192aa", "#ffffff" } } },
};
// clang-format on

enum {
    PICTURES = sizeof pictures / sizeof *pictures,
    LIGHTS = sizeof lights / sizeof *lights,
};

static void picture_draw(const struct picture *picture, size_t light, struct buf *out)
{
    struct scene scene;

    scene_init(&scene, picture->play, SCENE_LINK_UP, false);
    scene_draw(&scene, picture->rows, picture->cols);
    for (size_t i = 0; i < KEYS_MAX && picture->keys[i]; i++) {
        scene_press(&scene, picture->keys[i]);
        scene_draw(&scene, picture->rows, picture->cols);
    }
    svg_format(&scene.canvas, lights[light].scheme, &lights[light].palette, out);
    scene_finish(&scene);
}

int main(int argc, char **argv)
{
    struct buf name = { 0 }, out = { 0 };
    int status = argc < 2 ? EXIT_SUCCESS : EXIT_FAILURE;

    for (size_t i = 0; i < (size_t)PICTURES * LIGHTS; i++) {
        buf_clear(&name);
        buf_addf(&name, "%s-%s", pictures[i / LIGHTS].name, lights[i % LIGHTS].name);
        if (argc < 2) {
            puts(name.data);
        } else if (strcmp(argv[1], name.data) == 0) {
            picture_draw(&pictures[i / LIGHTS], i % LIGHTS, &out);
            fwrite(out.data, 1, out.len, stdout);
            status = EXIT_SUCCESS;
        }
    }
    buf_finish(&name);
    buf_finish(&out);
    return status;
}
