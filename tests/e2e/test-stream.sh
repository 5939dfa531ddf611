#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every reading, status and alert as JSON and as CSV, also under a hostile load: other programs can
# read every line, nothing is lost to a slow reader, and a full disk is no end.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

out=$E2E_DIR/out
out_has() { grep -a -E -q -e "$1" "$out"; }
wait_out() { eventually out_has "$1" || fail "not in the output: $1: $(tail -5 "$out")"; }
start() { # [option]...
    : >"$out" # what is in it is of this one
    sensortop --host 127.0.0.1 --port "$port" "$@" >"$out" 2>"$E2E_DIR/err" &
    top=$!
}
end() { kill -TERM "$top"; wait "$top" || fail "exit status $?"; }

# All of the corpus, as it came from brokers and from malice.
hostile() {
    python3 - "$top_srcdir/tests/data/hostile.jsonl" "$port" <<'EOT'
import base64, json, subprocess, sys
for line in open(sys.argv[1]):
    case = json.loads(line)
    payload = case.get("payload")
    payload = payload.encode() if payload is not None else base64.b64decode(case.get("payload_b64", ""))
    if b"\0" in case["topic"].encode() or any(c in case["topic"] for c in "+#") or not case["topic"]:
        continue
    subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", sys.argv[2], "-q", "1", "-t", case["topic"], "-s"],
                   input=payload, stderr=subprocess.DEVNULL)
EOT
    reading the-end 1
}

start_broker
publish home/kept-01/sensors '{"temperature_c":5.5}' -r
start --json
wait_out '"type":"link".*"connected"'
wait_out '"device":"kept-01","retained":true,"metrics":\{"temperature":5\.5\}'
reading kitchen-01 31.4
publish home/kitchen-01/status online -r
wait_out '"type":"alert","location":"home","device":"kitchen-01","severity":"crit","state":"firing"'
wait_out '"type":"status","location":"home","device":"kitchen-01","retained":false,"status":"online"'
hostile
wait_out '"device":"the-end"'
end
python3 - "$out" <<'EOT' || fail 'that is not JSON'
import json, sys, unicodedata
def nan(word): raise ValueError(word)
lines = open(sys.argv[1], "rb").read().decode("utf-8").split("\n")
assert lines.pop() == ""
kinds = set()
for line in lines:
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in line), line
    kinds.add(json.loads(line, parse_constant=nan)["type"])
assert {"reading", "status", "alert", "link", "refused"} <= kinds, kinds
EOT
[ "$(grep -c '"status":"online"' "$out")" -ge 1 ] || fail 'no status'

start --csv
wait_out '^[^,]*,link,,,,,,,info,connected'
hostile
wait_out ',the-end,'
end
python3 - "$out" <<'EOT' || fail 'that is not CSV'
import csv, math, sys, unicodedata
data = open(sys.argv[1], "rb").read().decode("utf-8")
assert data.count("\n") == data.count("\r\n") and data.endswith("\r\n")
rows = list(csv.reader(data.split("\r\n")[:-1], strict=True))
assert rows[0] == "time,type,location,device,metric,value,unit,retained,severity,text".split(",")
for row in rows[1:]:
    assert len(row) == len(rows[0]), row
    assert not row[5] or math.isfinite(float(row[5])), row
    for i, cell in enumerate(row):
        assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in cell), row
        assert i == 5 or cell[:1] not in tuple("=+-@"), row
EOT

# A log of a flood of changes has its beginning, and how many more there were.
start --headless
wait_out 'LINK.* connected$'
for i in $(seq 300); do echo online; echo offline; done |
    mosquitto_pub -h 127.0.0.1 -p "$port" -t home/nervous-01/status -q 1 -l || broken 'no flood'
wait_out ' \[STATUS\] nervous-01 offline$'
wait_out ' \[STATUS\] many changes at once: [0-9]+ more of '
[ "$(wc -l <"$out")" -lt 300 ] || fail "$(wc -l <"$out") lines of a log"
end

# A reader that sleeps gets everything afterwards.
mkfifo "$E2E_DIR/pipe"
before=$(subscriptions)
sensortop --host 127.0.0.1 --port "$port" --json >"$E2E_DIR/pipe" 2>"$E2E_DIR/err" &
top=$!
exec 3<"$E2E_DIR/pipe"
wait_subscribed "$before"
python3 -c 'for i in range(30000): print("{\"temperature_c\":%d.%d}" % (i // 1000, i % 1000))' |
    mosquitto_pub -h 127.0.0.1 -p "$port" -t home/much/sensors -q 1 -l || broken 'no flood'
reading the-last-one 1
timeout 300 grep -m 1 -c the-last-one <(tee "$out" <&3) >/dev/null || fail 'the end never came'
end
exec 3<&-
all_are_there() { [ "$(grep -c '"device":"much"' "$out")" -eq 30000 ]; }
eventually all_are_there ||
    fail "$(grep -c '"device":"much"' "$out") of 30000 readings"

# A disk that is full, and then is not: said once, and the rest goes on.
: >"$out"
(
    ulimit -f 1
    exec sensortop --host 127.0.0.1 --port "$port" --json --filter full >"$out" 2>"$E2E_DIR/err"
) &
top=$!
wait_out connected
for i in $(seq 40); do
    reading full-01 "$i"
done
said() { grep -q 'File too large: lines are lost' "$E2E_DIR/err"; }
eventually said || fail "nothing said: $(cat "$E2E_DIR/err")"
: >"$out"
[ "$(wc -l <"$E2E_DIR/err")" -eq 1 ] || fail "said $(cat "$E2E_DIR/err")"
end
