/* SPDX-License-Identifier: MIT */
#include "io/player.h"

#include "core/mem.h"
#include "core/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PLAYER_READ_BYTES = 64 << 10,
    /* Of nothing but damage so much a call: keys and signals wait meanwhile. */
    PLAYER_STEPS_MAX = 1000,
};

struct player {
    int fd;
    bool is_stream;   /* may have nothing for now */
    bool is_end;      /* of the file: nothing more to read */
    bool is_skipping; /* the rest of a line that is too long */
    struct buf input;
    size_t at; /* in the input: what comes next */
    struct record record;
    bool has_record;
    uint64_t n_lines;
    uint64_t n_damaged;
    uint64_t n_told;
    bool had_record; /* ever */
    struct buf news; /* the first since the last call of player_news */
};

struct player *player_create(const char *path, struct buf *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct player *player;
    struct stat status = { 0 };
    int error = 0;

    if (fd < 0 || fstat(fd, &status) < 0)
        error = errno;
    else if (S_ISDIR(status.st_mode))
        error = EISDIR;
    if (error) {
        buf_addf(err, "cannot read the recording '%s': %s", path, strerror(error));
        if (fd > STDIN_FILENO)
            close(fd);
        return NULL;
    }
    player = mem_zero(1, sizeof *player);
    player->fd = fd;
    player->is_stream = !S_ISREG(status.st_mode);
    return player;
}

void player_destroy(struct player *player)
{
    if (!player)
        return;
    if (player->fd > STDIN_FILENO)
        close(player->fd);
    record_finish(&player->record);
    buf_finish(&player->input);
    buf_finish(&player->news);
    free(player);
}

static void player_blame(struct player *player, const char *why)
{
    player->n_damaged++;
    if (player->news.len)
        return;
    buf_addf(&player->news, "the recording, line %llu: %s", (unsigned long long)player->n_lines,
             why);
    player->n_told = player->n_damaged;
}

/* --- lines ------------------------------------------------------------------ */

/* More input. False: there is none now, or ever. */
static bool player_read(struct player *player)
{
    struct pollfd ready = { .fd = player->fd, .events = POLLIN };
    char bytes[PLAYER_READ_BYTES];
    ssize_t n;

    /* Signals wait while we do: a read must not. */
    if (player->is_end || (player->is_stream && poll(&ready, 1, 0) == 0))
        return false;
    n = read(player->fd, bytes, sizeof bytes);
    if (n <= 0) {
        player->is_end = true;
        if (n < 0)
            player_blame(player, strerror(errno));
        return false;
    }
    if (player->at) {
        player->input.len -= player->at;
        memmove(player->input.data, player->input.data + player->at, player->input.len);
        player->at = 0;
    }
    buf_add(&player->input, bytes, (size_t)n);
    return true;
}

/* The length of the line at hand, its newline not counted; the last one may have none. False: it is
 * not all there. */
static bool player_find_line(const struct player *player, size_t *len)
{
    size_t left = player->input.len - player->at;
    const char *start = buf_text(&player->input) + player->at;
    const char *end = memchr(start, '\n', left);

    *len = end ? (size_t)(end - start) : left;
    return end || (player->is_end && left);
}

/* Nobody has room for a line without an end. */
static void player_drop_excess(struct player *player)
{
    if (player->input.len - player->at <= RECORD_LINE_BYTES_MAX)
        return;
    player->is_skipping = true;
    player->at = player->input.len;
}

static bool player_parse(struct player *player, const char *line, size_t len)
{
    struct faults faults = { 0 };

    player->n_lines++;
    if (player->is_skipping) {
        player->is_skipping = false;
        player_blame(player, "too long");
        return false;
    }
    /* mosquitto_sub leaves one where it could not write its message. */
    if (text_is_blank(line, len))
        return false;
    if (record_parse(&player->record, line, len, &faults))
        return player->had_record = true;
    player_blame(player, faults.text[0]);
    return false;
}

/* The line at hand, good or bad, or some more of it. False: there is nothing for now. */
static bool player_step(struct player *player)
{
    size_t len;

    if (player_find_line(player, &len)) {
        player->has_record = player_parse(player, player->input.data + player->at, len);
        player->at += len;
        player->at += player->at < player->input.len;
        return true;
    }
    player_drop_excess(player);
    if (player_read(player) || (player->is_end && player->input.len > player->at))
        return true;
    if (player->is_end && player->is_skipping)
        player_parse(player, "", 0);
    return false;
}

const struct record *player_peek(struct player *player)
{
    for (int i = 0; i < PLAYER_STEPS_MAX && !player->has_record; i++)
        if (!player_step(player))
            break;
    return player->has_record ? &player->record : NULL;
}

void player_take(struct player *player)
{
    player->has_record = false;
}

bool player_is_over(const struct player *player)
{
    return player->is_end && !player->has_record && player->at == player->input.len;
}

int player_fd(const struct player *player)
{
    return player->is_stream ? player->fd : -1;
}

/* --- figures ---------------------------------------------------------------- */

uint64_t player_lines(const struct player *player)
{
    return player->n_lines;
}

uint64_t player_damaged(const struct player *player)
{
    return player->n_damaged;
}

bool player_is_void(const struct player *player)
{
    return player_is_over(player) && player->n_damaged && !player->had_record;
}

bool player_news(struct player *player, struct buf *out)
{
    uint64_t n_more = player->n_damaged - player->n_told;

    if (!player->news.len)
        return false;
    buf_puts(out, player->news.data);
    if (n_more)
        buf_addf(out, "; and %llu more lines", (unsigned long long)n_more);
    buf_clear(&player->news);
    return true;
}
