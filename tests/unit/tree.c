/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include "row.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 512, FTW_FDS = 8 };

static void tree_path(const struct tree *tree, const char *path, char out[PATH_BYTES])
{
    int len = snprintf(out, PATH_BYTES, "%s/%s", tree->root, path);

    assert_true(len > 0 && len < PATH_BYTES);
}

static void tree_add_parents(const struct tree *tree, char *path)
{
    for (char *c = path + strlen(tree->root) + 1; (c = strchr(c, '/')); c++) {
        *c = '\0';
        mkdir(path, 0755);
        *c = '/';
    }
}

void tree_write(const struct tree *tree, const char *path, const char *content)
{
    char full[PATH_BYTES];
    int fd;

    tree_path(tree, path, full);
    tree_add_parents(tree, full);
    if (!content) {
        assert_int_equal(mkdir(full, 0755), 0);
        return;
    }
    if (strncmp(content, "-> ", 3) == 0) {
        assert_int_equal(symlink(content + 3, full), 0);
        return;
    }
    fd = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
}

void tree_add(const struct tree *tree, const struct tree_file *files)
{
    for (; files && files->path; files++)
        tree_write(tree, files->path, files->content);
}

void tree_create(struct tree *tree, const struct tree_file *files)
{
    snprintf(tree->root, sizeof tree->root, "/tmp/test-tree-XXXXXX");
    assert_non_null(mkdtemp(tree->root));
    tree_add(tree, files);
}

static int tree_remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    return remove(path);
}

void tree_remove(const struct tree *tree, const char *path)
{
    char full[PATH_BYTES];

    tree_path(tree, path, full);
    assert_int_equal(nftw(full, tree_remove_one, FTW_FDS, FTW_DEPTH | FTW_PHYS), 0);
}

void tree_destroy(struct tree *tree)
{
    assert_int_equal(nftw(tree->root, tree_remove_one, FTW_FDS, FTW_DEPTH | FTW_PHYS), 0);
}
