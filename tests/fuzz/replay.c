/* SPDX-License-Identifier: MIT
 *
 * replay: runs a fuzz target on every file of its corpus, and on each of them
 * cut short and with bytes changed, always the same ones. No fuzzer needed, so
 * the targets rot on no machine.
 */
#include "fuzz.h"

#include <dirent.h>
#include <limits.h>
#include <string.h>

enum { REPLAY_BYTES_MAX = 1 << 20, REPLAY_CHANGES = 50 };

static uint32_t replay_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223; /* Numerical Recipes */
    return *state >> 8;
}

static void replay_bytes(uint8_t *data, size_t size, uint32_t seed)
{
    LLVMFuzzerTestOneInput(data, size);
    for (int i = 0; i < REPLAY_CHANGES && size > 0; i++) {
        size_t at = replay_random(&seed) % size;
        uint8_t before = data[at];

        LLVMFuzzerTestOneInput(data, at);
        data[at] = (uint8_t)replay_random(&seed);
        LLVMFuzzerTestOneInput(data, size);
        data[at] = before;
    }
}

static int replay_file(const char *path, uint32_t seed)
{
    uint8_t *data = malloc(REPLAY_BYTES_MAX);
    FILE *file = fopen(path, "rb");
    size_t size;

    if (!file || !data) {
        perror(path);
        return 1;
    }
    size = fread(data, 1, REPLAY_BYTES_MAX, file);
    fclose(file);
    /* Memory of its own size, so that a sanitizer sees a read beyond the end. */
    data = realloc(data, size ? size : 1);
    replay_bytes(data, size, seed);
    free(data);
    return 0;
}

/* The corpus of fuzz-NAME is tests/fuzz/corpus/NAME. */
static void replay_find_corpus(const char *program, char *path, size_t size)
{
    const char *top = getenv("top_srcdir");
    const char *name = strstr(program, "fuzz-");

    snprintf(path, size, "%s/tests/fuzz/corpus/%s", top ? top : ".",
             name ? name + strlen("fuzz-") : "");
}

int main(int argc, char **argv)
{
    char directory[PATH_MAX], path[2 * PATH_MAX];
    const struct dirent *entry;
    unsigned n = 0;
    int failed = 0;
    DIR *d;

    (void)argc;
    replay_find_corpus(strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0], directory,
                       sizeof directory);
    d = opendir(directory);
    if (!d) {
        perror(directory);
        return 99;
    }
    while ((entry = readdir(d))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        failed |= replay_file(path, n++);
    }
    closedir(d);
    printf("%s: %u files\n", directory, n);
    return n ? failed : 99;
}
