/* SPDX-License-Identifier: MIT */
#include "core/message.h"

#include "core/text.h"

#include <assert.h>
#include <string.h>

enum { MESSAGE_QUOTE_COLS = 40 };

static const char *const status_names[] = {
    [STATUS_UNKNOWN] = NULL,
    [STATUS_ONLINE] = "online",
    [STATUS_OFFLINE] = "offline",
};
static_assert(sizeof status_names / sizeof *status_names == STATUS_COUNT_, "a row for each");

const char *status_name(enum status status)
{
    return status_names[status];
}

/* --- status words --- */

struct message_word {
    const char *at;
    size_t len;
};

static bool message_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct message_word message_trim(struct message_word word)
{
    while (word.len && message_is_space(word.at[word.len - 1]))
        word.len--;
    while (word.len && message_is_space(word.at[0])) {
        word.at++;
        word.len--;
    }
    return word;
}

/* Without what publishers wrap around a word: the NUL of a C string, white space, JSON's quotes. */
static struct message_word message_unwrap(const char *payload, size_t len)
{
    struct message_word word = { payload, len };

    if (word.at[word.len - 1] == '\0')
        word.len--;
    word = message_trim(word);
    if (word.len >= 2 && word.at[0] == '"' && word.at[word.len - 1] == '"') {
        word.at++;
        word.len -= 2;
    }
    return word;
}

/* Folds ASCII alone: "ONLINE", but no look-alike letters. */
static bool message_word_is(struct message_word word, const char *name)
{
    if (strlen(name) != word.len)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.at[i];

        if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != name[i])
            return false;
    }
    return true;
}

static enum status message_read_status(const struct message *message, struct faults *faults)
{
    struct message_word word = message_unwrap(message->payload, message->payload_len);
    struct buf quote = { 0 };

    for (int status = STATUS_UNKNOWN + 1; status < STATUS_COUNT_; status++)
        if (message_word_is(word, status_names[status]))
            return (enum status)status;
    text_clean(&quote, word.at, word.len, MESSAGE_QUOTE_COLS);
    fault_addf(faults, "status: neither online nor offline: '%s'", buf_text(&quote));
    buf_finish(&quote);
    return STATUS_UNKNOWN;
}

/* --- messages --- */

static enum meaning_kind message_read_payload(struct reading_parser *parser,
                                              const struct message *message, size_t bytes_max,
                                              int64_t wall_ms, struct meaning *out)
{
    struct reading_input input = { .payload = message->payload,
                                   .len = message->payload_len,
                                   .device = out->topic.device,
                                   .device_len = out->topic.device_len,
                                   .wall_ms = wall_ms };

    /* MQTT 3.1.1, 3.3.1.3: an empty payload takes the retained message away. */
    if (!message->payload_len)
        return MEANING_CLEARED;
    if (message->payload_len > bytes_max) {
        fault_addf(&out->faults, "the payload has more than %zu bytes", bytes_max);
        return MEANING_SPOILED;
    }
    if (out->topic.kind == TOPIC_STATUS) {
        out->status = message_read_status(message, &out->faults);
        return MEANING_STATUS;
    }
    return reading_parse(parser, &input, &out->reading, &out->faults) ? MEANING_READING
                                                                      : MEANING_SPOILED;
}

void message_read(struct reading_parser *parser, const struct message *message, size_t bytes_max,
                  int64_t wall_ms, struct meaning *out)
{
    /* The rest counts only with the kind that it belongs to: it is too large to be erased for each
     * message. */
    out->kind = MEANING_IGNORED;
    out->status = STATUS_UNKNOWN;
    out->faults.n = 0;
    if (topic_parse(message->topic, message->topic_len, &out->topic, &out->faults) == TOPIC_OURS)
        out->kind = message_read_payload(parser, message, bytes_max, wall_ms, out);
}
