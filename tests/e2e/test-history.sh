#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --history-db: charts, lowest and highest are full again after a restart, also after kill -9; what
# is restored alarms nobody; --export; files that cannot be used.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

db=$E2E_DIR/history.db
export_of() { sensortop --history-db "$db" --export "$@" 2>"$E2E_DIR/err"; }
has_rows() { [ "$(export_of "$1" | wc -l)" -gt "$2" ]; }

start_broker
start_dash --history-db "$db"
for t in 35.5 12.5 20 21 22 23 24; do reading kitchen-01 "$t"; done
publish office/desk/sensors '{"temperature_c":20}' # not ours
wait_for '^   kitchen-01 +[a-z]+ +24\.0 .* 12\.5 +35\.5'
press q
wait_exit 0
tty_unchanged

# Written at the end: seven readings. (Of those that came in one go equal values are one.)
export_of kitchen-01 >"$E2E_DIR/csv" || fail "no export: $(cat "$E2E_DIR/err")"
[ "$(grep -c ,temperature, "$E2E_DIR/csv")" -eq 7 ] || fail "not 7 readings: $(cat "$E2E_DIR/csv")"
sed -n 1p "$E2E_DIR/csv" | grep -qx $'time,location,device,metric,value\r' || fail "$(cat "$E2E_DIR/csv")"
grep -qxE $'20[0-9T:.-]+Z,home,kitchen-01,temperature,35\.5\r' "$E2E_DIR/csv" || fail "$(cat "$E2E_DIR/csv")"
export_of home/kitchen-01 --since 1h --json >"$E2E_DIR/json" || fail "no export: $(cat "$E2E_DIR/err")"
grep -qxE '\{"time":"20[0-9T:.-]+Z","location":"home","device":"kitchen-01","metric":"humidity","value":45\.1\}' \
    "$E2E_DIR/json" || fail "$(cat "$E2E_DIR/json")"
export_of attic-01 && fail 'an export of nothing'
grep -q "no readings of 'attic-01'" "$E2E_DIR/err" || fail "$(cat "$E2E_DIR/err")"
export_of desk && fail 'a location that is not watched is kept'

# Full again, and quiet, though 35.5 °C was too much.
pane=again start_dash --history-db "$db"
pane=again
publish home/kitchen-01/status online
wait_for '^   kitchen-01 +online '
reading kitchen-01 21.5
wait_for '^   kitchen-01 +online +21\.5 .* 12\.5 +35\.5'
bells_are 0 || fail 'rings for what is over'
# Another one at the same time reads, and says so; and a killed one.
pane=beside start_dash --history-db "$db"
pane=beside
reading kitchen-01 22.5
wait_for '^   kitchen-01 +[a-z]+ +22\.5 .* 12\.5 +35\.5'
press e
wait_for ' warn .*history\.db: only read, another$'
wait_for '^ +sensortop writes to it$'
press q
wait_exit 0
pane=again
kill -9 "$(pids sensortop)"
wait_exit 137

# Killed while it is writing a flood: what was written is there, the file is sound.
sensortop --port "$port" --history-db "$db" --headless >"$E2E_DIR/log" 2>&1 &
flooded=$!
for i in $(seq 30000); do
    printf '{"temperature_c":%d.5,"humidity":%d}\n' $((i % 20)) $((i % 50))
done | mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t home/flood-01/sensors -l &
eventually has_rows flood-01 100 || fail 'nothing is written'
kill -9 $flooded
{ wait $flooded; } 2>/dev/null
n=$(export_of flood-01 | wc -l)
[ "$n" -gt 100 ] || fail "only $n rows left"
pane=third start_dash --history-db "$db"
pane=third
reading kitchen-01 22.5
wait_for '^   kitchen-01 +[a-z]+ +22\.5 .* 12\.5 +35\.5'
press q
wait_exit 0
[ -z "$(find "$E2E_DIR" -name '*.damaged-*')" ] || fail 'the file was damaged'
[ "$(export_of flood-01 | wc -l)" -ge "$n" ] || fail 'rows are gone'

# Damaged: set aside, told, begun anew.
printf 'the card went bad' | dd of="$db" bs=1 seek=16 conv=notrunc status=none
pane=damaged start_dash --history-db "$db"
pane=damaged
press e
wait_for ' warn .*history\.db: damaged: set aside as$'
press q
wait_exit 0
[ "$(find "$E2E_DIR" -name 'history.db.damaged-*[0-9]' | wc -l)" -eq 1 ] || fail "$(ls "$E2E_DIR")"

# A disk that is full is an event.
pane=full
at_shell "(ulimit -f 64; exec sensortop --host 127.0.0.1 --port $port --history-db full.db)"
wait_for ' connected [0-9]'
for i in $(seq 15000); do
    printf '{"temperature_c":%d.5,"humidity":%d}\n' $((i % 20)) $((i % 50))
done | mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t home/flood-01/sensors -l
wait_for ' warn full\.db: readings cannot be kept: '
reading kitchen-01 31.5
wait_for '^!! kitchen-01 .* 31\.5 '
press q
wait_exit 0

mkdir "$E2E_DIR/dir"
for wrong in "$E2E_DIR/nowhere/db" "$E2E_DIR/dir"; do
    sensortop --history-db "$wrong" --headless 2>"$E2E_DIR/err" </dev/null
    [ $? -eq 2 ] || fail "$wrong is taken"
    grep -q -e "--history-db: cannot use '$wrong': " "$E2E_DIR/err" || fail "$(cat "$E2E_DIR/err")"
done

# A disk that fills up before anything was written: what is lost is said when leaving.
# Where one may have a name space of one's own: mounted there, it is nobody else's.
unshare -rm true 2>/dev/null || skip_allowed 'no file system of our own'
mkdir "$E2E_DIR/disk"
: >"$E2E_DIR/log"
unshare -rm sh -c "mount -t tmpfs -o size=100k tmpfs $E2E_DIR/disk && cd $E2E_DIR/disk &&
    exec sensortop --port $port --history-db late.db --headless" >"$E2E_DIR/log" 2>"$E2E_DIR/err" &
leaving=$!
eventually grep -q connected "$E2E_DIR/log" || fail "not connected: $(cat "$E2E_DIR/err")"
disk=/proc/$leaving/root$E2E_DIR/disk
[ -s "$disk/late.db" ] || fail 'the file is not there from the start'
dd if=/dev/zero of="$disk/zeros" bs=1k 2>/dev/null && fail 'the disk is not full'
reading last-01 31.5
eventually grep -q last-01 "$E2E_DIR/log" || fail 'its alert did not come'
kill -TERM $leaving
wait $leaving || fail "status $?"
grep -qx 'sensortop: --history-db: late.db: 2 readings could not be kept: database or disk is full' \
    "$E2E_DIR/err" || fail "says nothing of what is lost: $(cat "$E2E_DIR/err")"
