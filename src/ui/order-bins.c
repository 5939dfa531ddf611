/* SPDX-License-Identifier: MIT */
#include "ui/order-bins.h"

#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A piece is what is worth sorting, at a million devices a thousand of them. A bin is cut when it
 * has grown to some of them: as it is at first, with all devices in it, into a few that are large
 * still, and again where somebody looks. Merged, bins are two for each piece at most, which leaves
 * room for a cut. */
enum {
    ORDER_PIECE_MIN = 64,
    ORDER_PIECES = 1024, /* of all that is listed */
    ORDER_LARGE = 4,
    ORDER_CUTS_MAX = 32,
    ORDER_SAMPLES = 8, /* entries looked at to find out where to cut, a piece */
};

enum { ORDER_BLOCK = 32 };

void order_bins_finish(struct order_bins *bins)
{
    free(bins->of);
    free(bins->bounds);
    free(bins->counts);
    *bins = (struct order_bins){ 0 };
}

void order_bins_grow(struct order_bins *bins, size_t n_devices)
{
    if (n_devices > bins->size) {
        bins->size = n_devices > 2 * bins->size ? n_devices : 2 * bins->size;
        bins->of = mem_resize(bins->of, bins->size, sizeof *bins->of);
    }
    if (n_devices > bins->n_devices)
        memset(bins->of + bins->n_devices, 0, (n_devices - bins->n_devices) * sizeof *bins->of);
    bins->n_devices = n_devices;
}

void order_bins_clear(struct order_bins *bins, size_t n_devices)
{
    if (!bins->bounds) {
        bins->bounds = mem_zero(ORDER_BINS_MAX + 1, sizeof *bins->bounds);
        bins->counts = mem_zero(ORDER_BINS_MAX + 1, sizeof *bins->counts);
        /* Nobody outside can know it and choose values that make the cuts useless. */
        bins->random = (uint32_t)((uintptr_t)bins->bounds >> 4) | 1;
    }
    bins->n_devices = 0;
    order_bins_grow(bins, n_devices);
    bins->n_listed = 0;
    bins->n = 1;
    bins->counts[1] = 0;
}

/* --- a device ---------------------------------------------------------------- */

/* Of n bins from the first one on. */
static size_t order_bins_search(const struct order_bins *bins, size_t first, size_t n,
                                const struct order_entry *entry)
{
    while (n > 1) {
        size_t half = n / 2;

        first += order_entry_less(entry, &bins->bounds[first + half]) ? 0 : half;
        n -= half;
    }
    return first;
}

void order_bins_take(struct order_bins *bins, size_t device_index)
{
    size_t bin = bins->of[device_index];

    if (!bin)
        return;
    bins->of[device_index] = 0;
    bins->counts[bin]--;
    bins->n_listed--;
}

void order_bins_put(struct order_bins *bins, size_t device_index, const struct order_entry *entry)
{
    size_t bin = order_bins_search(bins, 1, bins->n, entry);

    order_bins_take(bins, device_index);
    bins->of[device_index] = (uint16_t)bin;
    bins->counts[bin]++;
    bins->n_listed++;
}

/* --- places ------------------------------------------------------------------ */

struct order_span order_bins_find(const struct order_bins *bins, const struct order_entry *entry)
{
    struct order_span span = { 0 };

    span.from = span.to = order_bins_search(bins, 1, bins->n, entry);
    for (size_t bin = 1; bin < span.from; bin++)
        span.before += bins->counts[bin];
    return span;
}

struct order_span order_bins_find_places(const struct order_bins *bins, size_t first, size_t end)
{
    struct order_span span = { .from = 1 };
    size_t n;

    assert(first < end && end <= bins->n_listed);
    while (span.before + bins->counts[span.from] <= first)
        span.before += bins->counts[span.from++];
    span.to = span.from;
    for (n = span.before + bins->counts[span.to]; n < end; n += bins->counts[span.to])
        span.to++;
    return span;
}

size_t order_bins_count(const struct order_bins *bins, struct order_span span)
{
    size_t n = 0;

    for (size_t bin = span.from; bin <= span.to; bin++)
        n += bins->counts[bin];
    return n;
}

/* Without a branch: most blocks have none. */
static bool order_bins_block_has(const uint16_t of[static ORDER_BLOCK], uint16_t from,
                                 uint16_t width)
{
    uint16_t any = 0;

    for (size_t i = 0; i < ORDER_BLOCK; i++)
        any |= (uint16_t)(of[i] - from) <= width;
    return any;
}

size_t order_bins_next(const struct order_bins *bins, struct order_span span, size_t device_index)
{
    uint16_t from = (uint16_t)span.from, width = (uint16_t)(span.to - span.from);
    size_t i = device_index;

    if (i < bins->n_devices && (uint16_t)(bins->of[i] - from) <= width)
        return i;
    while (i + ORDER_BLOCK <= bins->n_devices && !order_bins_block_has(bins->of + i, from, width))
        i += ORDER_BLOCK;
    while (i < bins->n_devices && (uint16_t)(bins->of[i] - from) > width)
        i++;
    return i;
}

/* --- cuts -------------------------------------------------------------------- */

static size_t order_bins_piece(const struct order_bins *bins)
{
    size_t piece = bins->n_listed / ORDER_PIECES;

    return piece > ORDER_PIECE_MIN ? piece : ORDER_PIECE_MIN;
}

size_t order_bins_find_large(const struct order_bins *bins, struct order_span span)
{
    size_t most = ORDER_LARGE * order_bins_piece(bins);

    for (size_t bin = span.from; bin <= span.to; bin++)
        if (bins->counts[bin] > most)
            return bin;
    return 0;
}

/* Neighbours that are no more than a piece together. Returns what has become of a bin. */
static size_t order_bins_merge(struct order_bins *bins, size_t followed)
{
    size_t piece = order_bins_piece(bins), last = 1;
    uint16_t into[ORDER_BINS_MAX + 1] = { 0, 1 };

    for (size_t bin = 2; bin <= bins->n; bin++) {
        uint32_t n = bins->counts[bin];

        if (bins->counts[last] + n > piece) {
            bins->bounds[++last] = bins->bounds[bin];
            bins->counts[last] = 0;
        }
        bins->counts[last] += n;
        into[bin] = (uint16_t)last;
    }
    bins->n = last;
    for (size_t i = 0; i < bins->n_devices; i++)
        bins->of[i] = into[bins->of[i]];
    return into[followed];
}

static uint32_t order_bins_random(struct order_bins *bins)
{
    bins->random ^= bins->random << 13;
    bins->random ^= bins->random >> 17;
    bins->random ^= bins->random << 5;
    return bins->random;
}

/* What the pieces but the first begin with. */
static void order_bins_choose_bounds(struct order_bins *bins, const struct order_entry *entries,
                                     size_t n, size_t n_pieces, struct order_entry *out)
{
    size_t n_samples = n_pieces * ORDER_SAMPLES, step = n / n_samples;
    struct order_entry *samples = mem_zero(n_samples, sizeof *samples);

    for (size_t i = 0; i < n_samples; i++)
        samples[i] = entries[i * step + order_bins_random(bins) % step];
    qsort(samples, n_samples, sizeof *samples, order_entry_compare);
    for (size_t i = 1; i < n_pieces; i++)
        out[i - 1] = samples[i * ORDER_SAMPLES];
    free(samples);
}

/* Empty bins behind this one, which is empty then, too. */
static void order_bins_insert(struct order_bins *bins, size_t bin, size_t n)
{
    size_t n_behind = bins->n - bin;

    memmove(&bins->bounds[bin + 1 + n], &bins->bounds[bin + 1], n_behind * sizeof *bins->bounds);
    memmove(&bins->counts[bin + 1 + n], &bins->counts[bin + 1], n_behind * sizeof *bins->counts);
    memset(&bins->counts[bin], 0, (n + 1) * sizeof *bins->counts);
    bins->n += n;
    for (size_t i = 0; i < bins->n_devices && n_behind; i++)
        bins->of[i] = (uint16_t)(bins->of[i] + (bins->of[i] > bin ? n : 0));
}

void order_bins_cut(struct order_bins *bins, size_t bin, const struct order_entry *entries)
{
    size_t n = bins->counts[bin], n_pieces = n / order_bins_piece(bins), at = 0;
    struct order_span span;

    if (n_pieces > ORDER_CUTS_MAX)
        n_pieces = ORDER_CUTS_MAX;
    if (bins->n + n_pieces > ORDER_BINS_MAX)
        bin = order_bins_merge(bins, bin);
    assert(n_pieces > 1 && bins->n + n_pieces <= ORDER_BINS_MAX);
    order_bins_insert(bins, bin, n_pieces - 1);
    order_bins_choose_bounds(bins, entries, n, n_pieces, &bins->bounds[bin + 1]);
    span = (struct order_span){ .from = bin, .to = bin };
    for (size_t i = order_bins_next(bins, span, 0); i < bins->n_devices;
         i = order_bins_next(bins, span, i + 1)) {
        size_t piece = order_bins_search(bins, bin, n_pieces, &entries[at++]);

        bins->of[i] = (uint16_t)piece;
        bins->counts[piece]++;
    }
}
