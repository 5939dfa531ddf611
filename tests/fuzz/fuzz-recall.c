/* SPDX-License-Identifier: MIT
 *
 * A state that is accepted is the same when it is written and read again; one
 * that is refused says why, and nothing of it is taken.
 */
#include "fuzz.h"

#include "core/recall.h"

#include <string.h>

static void write_all(const struct recall *recall, struct buf *out)
{
    struct recall_writer writer;

    recall_begin(&writer, out);
    for (size_t i = 0; i < recall->n; i++)
        recall_add(&writer, &recall->entries[i]);
    recall_end(&writer);
}

/* Entries of one device stand in any order: of the second writing none may differ. */
static void check_round_trip(const struct recall *recall)
{
    struct buf first = { 0 }, err = { 0 };
    struct recall again = { 0 };

    write_all(recall, &first);
    fuzz_check(recall_parse(buf_text(&first), first.len, 0, &again, &err));
    fuzz_check(again.n == recall->n);
    for (size_t i = 0; i < again.n; i++) {
        const struct recall_entry *entry = &again.entries[i];

        fuzz_check(*entry->devices && !strchr(buf_text(&err), '\n'));
        fuzz_check(!entry->location == !entry->rule);
    }
    recall_finish(&again);
    buf_finish(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct recall recall = { 0 };
    struct buf err = { 0 };

    if (recall_parse((const char *)data, size, 0, &recall, &err))
        check_round_trip(&recall);
    else
        fuzz_check(recall.n == 0 && err.len > 0);
    recall_finish(&recall);
    buf_finish(&err);
    return 0;
}
