/* SPDX-License-Identifier: MIT
 *
 * line-json: what happens as lines of JSON for programs, each with its newline.
 * Temperatures are in degrees Celsius, times in UTC.
 *
 *   {"time":"2023-11-14T22:13:20.000Z","type":"reading","location":"home","device":"kitchen-01",
 *    "retained":false,"measured":"2023-11-14T22:13:19.500Z","metrics":{"temperature":31.4}}
 *   {"time":…,"type":"status",…,"retained":true,"status":"offline"}
 *   {"time":…,"type":"alert",…,"severity":"crit","state":"firing","rule":"temperature > 30",
 *    "metric":"temperature","value":31.4,"limit":30,"for_s":130,"text":"kitchen-01: temperature …"}
 *   {"time":…,"type":"stale","location":…,"device":…,"severity":"warn","text":"…"}
 *
 * and, as the last one, "link", "refused" and "program".
 */
#ifndef SENSORTOP_CORE_LINE_JSON_H
#define SENSORTOP_CORE_LINE_JSON_H

#include "core/json.h"
#include "core/model.h"

/* A member "metrics", an object of those that have a value. */
void line_json_metrics(struct json *json, const struct reading *reading);

void line_json_event(const struct event *event, int64_t wall_ms, struct buf *out);

/* Of nothing: nothing. */
void line_json_applied(const struct applied *applied, int64_t wall_ms, struct buf *out);

/* How a device is now:
 * {…,"type":"device",…,"status":"online","stale":false,"age_s":3,"metrics":{…},
 * "alerts":[{"severity":"crit","state":"firing","rule":"…","value":31.4,"for_s":130}]}; the age is
 * null when it is not known. */
void line_json_state(const struct model *model, const struct device *device, int64_t now_ms,
                     struct buf *out);

#endif
