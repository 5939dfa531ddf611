/* SPDX-License-Identifier: MIT */
#include "io/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Headers are older than kernels. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

enum { CONFINE_ABI_REFER = 2, CONFINE_ABI_TRUNCATE = 3 };

#define CONFINE_READ  (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define CONFINE_WRITE (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define CONFINE_CHANGE                                                                             \
    (LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REFER)
/* What only a directory can be granted. */
#define CONFINE_OF_DIRECTORY (LANDLOCK_ACCESS_FS_READ_DIR | CONFINE_CHANGE)
/* Kinds of access of the first version: what is not granted below is denied. */
#define CONFINE_FIRST ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

/* What the C library and OpenSSL read while the program runs: how names are looked up (the modules
 * that do it are libraries), authorities by their hash, the time zone. */
static const struct confine_path confine_system[] = {
    { .path = "/etc" },
    { .path = "/usr" },
    { .path = "/lib" },
    { .path = "/lib64" },
    { .path = "/run/systemd/resolve" }, /* where /etc/resolv.conf may lead to */
    { .path = "/run/resolvconf" },
    { .path = "/run/NetworkManager" },
    { .path = "/dev/urandom" },
    { .path = "/dev/null", .may_change = true },
};

void confine_memory(void)
{
    prctl(PR_SET_DUMPABLE, 0);
}

/* The kinds of access that this kernel can deny; 0: none. */
static uint64_t confine_known_access(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

    if (abi < 1)
        return 0;
    return CONFINE_FIRST | (abi >= CONFINE_ABI_REFER ? LANDLOCK_ACCESS_FS_REFER : 0) |
           (abi >= CONFINE_ABI_TRUNCATE ? LANDLOCK_ACCESS_FS_TRUNCATE : 0);
}

static void confine_grant(int rules, uint64_t known, const struct confine_path *path)
{
    struct landlock_path_beneath_attr grant = { .allowed_access = CONFINE_READ };
    struct stat stat;

    if (!path->path)
        return;
    grant.parent_fd = open(path->path, O_PATH | O_CLOEXEC);
    if (grant.parent_fd < 0)
        return;
    if (path->may_change)
        grant.allowed_access |= CONFINE_WRITE | CONFINE_CHANGE;
    if (fstat(grant.parent_fd, &stat) != 0 || !S_ISDIR(stat.st_mode))
        grant.allowed_access &= ~CONFINE_OF_DIRECTORY;
    grant.allowed_access &= known;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &grant, 0);
    close(grant.parent_fd);
}

static void confine_grant_all(int rules, uint64_t known, const struct confine_path *paths, size_t n)
{
    for (size_t i = 0; i < n; i++)
        confine_grant(rules, known, &paths[i]);
}

bool confine_files(const struct confine_path *paths, size_t n)
{
    struct landlock_ruleset_attr all = { .handled_access_fs = confine_known_access() };
    size_t n_system = sizeof confine_system / sizeof confine_system[0];
    bool is_done = false;
    int rules;

    /* Landlock asks for it. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !all.handled_access_fs)
        return false;
    rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return false;
    confine_grant_all(rules, all.handled_access_fs, confine_system, n_system);
    confine_grant_all(rules, all.handled_access_fs, paths, n);
    is_done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return is_done;
}
