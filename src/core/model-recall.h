/* SPDX-License-Identifier: MIT
 *
 * model-recall: what of a model outlives the program.
 */
#ifndef SENSORTOP_CORE_MODEL_RECALL_H
#define SENSORTOP_CORE_MODEL_RECALL_H

#include "core/model.h"
#include "core/recall.h"

/* Alerts and maintenance as they were when the program ended; the recall becomes the model's. What
 * was firing, acknowledged or snoozed is so again, without a bell or an event, when its device
 * appears and the rule is written as it was. After model_set_wall, before the first message. */
void model_recall(struct model *model, int64_t now_ms, struct recall *take_recall);

/* The next device that had alerts before, has not been heard of since, and has no rule for any of
 * them now: what others were told of it is to be taken back, and then it can be dropped. Start with
 * *at = 0; anew after model_recall and model_renew. NULL: no more. */
const struct recall_entry *model_next_lapsed(const struct model *model, size_t *at);
void model_drop_lapsed(struct model *model, const struct recall_entry *lapsed);

/* The text for recall_parse; it differs from an earlier one only if the version does, or because
 * time has passed. */
void model_remember(const struct model *model, struct buf *out);
uint64_t model_remember_version(const struct model *model);

#endif
