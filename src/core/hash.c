/* SPDX-License-Identifier: MIT */
#include "core/hash.h"

#include <string.h>

struct hash_state {
    uint64_t v0, v1, v2, v3;
};

static inline uint64_t hash_rotate(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void hash_round(struct hash_state *s)
{
    s->v0 += s->v1;
    s->v1 = hash_rotate(s->v1, 13) ^ s->v0;
    s->v0 = hash_rotate(s->v0, 32);
    s->v2 += s->v3;
    s->v3 = hash_rotate(s->v3, 16) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = hash_rotate(s->v3, 21) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = hash_rotate(s->v1, 17) ^ s->v2;
    s->v2 = hash_rotate(s->v2, 32);
}

static inline void hash_word(struct hash_state *s, uint64_t word)
{
    s->v3 ^= word;
    hash_round(s);
    s->v0 ^= word;
}

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len)
{
    /* The second half of the 128-bit key is the seed turned: one number is all callers keep. */
    uint64_t turned = hash_rotate(seed, 29);
    struct hash_state s = {
        .v0 = seed ^ 0x736f6d6570736575u,
        .v1 = turned ^ 0x646f72616e646f6du,
        .v2 = seed ^ 0x6c7967656e657261u,
        .v3 = turned ^ 0x7465646279746573u,
    };
    const unsigned char *p = bytes;
    uint64_t word;
    size_t i;

    for (i = 0; i + 8 <= len; i += 8) {
        memcpy(&word, p + i, 8);
        hash_word(&s, word);
    }
    word = (uint64_t)len << 56;
    for (size_t k = 0; i + k < len; k++)
        word |= (uint64_t)p[i + k] << (8 * k);
    hash_word(&s, word);

    s.v2 ^= 0xff;
    hash_round(&s);
    hash_round(&s);
    hash_round(&s);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}
