/* SPDX-License-Identifier: MIT
 *
 * tree: a small sysfs of the test's own, made of rows, in a directory that
 * nobody else uses.
 */
#ifndef SENSORTOP_TESTS_TREE_H
#define SENSORTOP_TESTS_TREE_H

/* Parent directories come by themselves. Content "-> x" makes a symbolic link to x, NULL an empty
 * directory. */
struct tree_file {
    const char *path;
    const char *content;
};

struct tree {
    char root[64];
};

/* Rows end with a path of NULL; NULL stands for no rows. */
void tree_create(struct tree *tree, const struct tree_file *files);
void tree_destroy(struct tree *tree);

void tree_add(const struct tree *tree, const struct tree_file *files);
void tree_write(const struct tree *tree, const char *path, const char *content);

/* With all below it; the path has to exist. */
void tree_remove(const struct tree *tree, const char *path);

#endif
