/* SPDX-License-Identifier: MIT
 *
 * scene: a house of sensors, made of real messages and a clock that is a number,
 * for pictures of every screen.
 */
#ifndef SENSORTOP_TESTS_SCENE_H
#define SENSORTOP_TESTS_SCENE_H

#include "ui/app.h"

struct scene {
    struct model *model;
    struct app *app;
    struct canvas canvas;
    int64_t now_ms;
};

/* What is on the network. */
enum scene_play {
    SCENE_NOBODY,
    SCENE_HOUSE,     /* twelve devices, one of each kind of trouble */
    SCENE_HOSTILE,   /* names and values that want to break the screen */
    SCENE_LOCATIONS, /* the same names in several places */
    SCENE_CROWD,     /* a hundred devices */
    SCENE_ALERTS,    /* a device for each kind of alert */
    SCENE_AIR,       /* devices with other metrics than temperature and humidity */
    SCENE_MUCH,      /* one device that says much, with all kinds of faults */
};

/* How the link is at the end. */
enum scene_link {
    SCENE_LINK_UP,
    SCENE_LINK_CONNECTING,
    SCENE_LINK_WAITING, /* for 90 s */
    SCENE_LINK_WARNING,
    SCENE_LINK_TLS, /* with all there is to be known of it */
};

void scene_init(struct scene *scene, enum scene_play play, enum scene_link link, bool ascii);
void scene_finish(struct scene *scene);

/* A key that is pressed, and what the program does about it; the app's reactions. */
unsigned scene_press(struct scene *scene, int key);

/* Time goes by, and every second there is a tick. */
void scene_wait(struct scene *scene, int64_t seconds);

void scene_say(struct scene *scene, const char *topic, const char *payload, bool retained);

void scene_draw(struct scene *scene, int rows, int cols);

#endif
