# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# lib: a real terminal (tmux), a real broker (mosquitto) and the programs as built, for one test.
# Nothing is shared with the user or with another test: directory, HOME, sockets and port are the
# test's own, and all of it is gone when the test ends, however it ends.
#
#   start_broker; start_dash --high 30
#   reading kitchen-01 31.4;  wait_for '^!! kitchen-01'
#   press q;  wait_exit 0;  tty_unchanged
#
# Exit status: 0 passed, 1 failed, 77 skipped (a tool is missing), 99 the harness is broken.
set -u

top_srcdir=$(cd "${top_srcdir:-.}" && pwd)
top_builddir=$(cd "${top_builddir:-.}" && pwd)

skip() { echo "SKIP: $*"; exit 77; }
# For what nobody promised to install or to be able to do: .ci/run lets it pass.
skip_allowed() { echo "SKIP-ALLOWED: $*"; exit 77; }
broken() { echo "harness: $*"; exit 99; }
fail() {
    printf 'FAILED: %s\n--- screen of %s:\n' "$*" "$pane"
    screen 2>/dev/null
    exit 1
}

# A hundred ports, below those that the kernel gives to clients, that no other test takes: also while
# nobody listens there, because a broker was stopped or has to be away.
take_ports() {
    for _ in {1..500}; do
        E2E_PORTS=$((20000 + RANDOM % 120 * 100))
        mkdir "${TMPDIR:-/tmp}/sensortop-ports.$E2E_PORTS" 2>/dev/null && return
    done
    broken "no ports are left: rmdir ${TMPDIR:-/tmp}/sensortop-ports.*, if no test is running"
}

# Once more, with an environment of our own. It also marks every process of this test: pids(). A
# machine may be so slow that a device is stale, with the usual 30 s, before one has looked.
if [ -z "${E2E_DIR-}" ]; then
    for tool in tmux mosquitto mosquitto_pub mosquitto_sub dash; do
        PATH=$PATH:/usr/sbin:/usr/local/sbin command -v $tool >/dev/null || skip "$tool is missing"
    done
    E2E_DIR=$(mktemp -d "${TMPDIR:-/tmp}/sensortop-e2e.XXXXXX") || broken 'no temporary directory'
    take_ports
    mkdir "$E2E_DIR/home" "$E2E_DIR/tmp"
    mapfile -t kept < <(env | grep 'SAN_OPTIONS=') # of the sanitizers
    exec env -i E2E_DIR="$E2E_DIR" E2E_PORTS="$E2E_PORTS" HOME="$E2E_DIR/home" TMPDIR="$E2E_DIR/tmp" \
        TMUX_TMPDIR="$E2E_DIR" PATH="$top_builddir:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" \
        SHELL=/bin/sh LC_ALL=C.UTF-8 TZ=UTC TERM=xterm-256color SENSORTOP_CONFIG=none \
        SENSORTOP_STALE_AFTER=1h "${kept[@]}" \
        top_srcdir="$top_srcdir" top_builddir="$top_builddir" bash "$0" "$@"
fi

deadline_s=60            # of every wait: for ever, on a busy machine as well
pane=dash                # the terminal that is meant: `pane=other start_dash`
dash_term=tmux-256color  # TERM in it
port=                    # of the broker; stays the same when it is restarted
broker_pid=

# --- waiting -----------------------------------------------------------------

# Until the command succeeds; false when it has not in time.
eventually() {
    local until=$((SECONDS + deadline_s))

    until "$@"; do
        [ $SECONDS -lt $until ] || return 1
        sleep 0.05
    done
}
not() { ! "$@"; }

# Processes of this test, with that name (comm) or all.
pids() {
    local pid name

    grep -lsxz "E2E_DIR=$E2E_DIR" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do
        read -r name 2>/dev/null <"/proc/$pid/comm" || continue
        [ $# -gt 0 ] && [ "$name" != "$1" ] || echo "$pid"
    done
}
is_running() { [ -n "$(pids "$1")" ]; }

cleanup() {
    local status=$? pid

    trap - EXIT
    tmux kill-server 2>/dev/null
    # Of one that has a secret the environment is only root's to see.
    for pid in $(pids) $(jobs -p); do
        [ "$pid" = $$ ] || kill -9 "$pid" 2>/dev/null
    done
    wait 2>/dev/null
    eventually rm -rf "$E2E_DIR" 2>/dev/null
    rmdir "${E2E_DIR%/*}/sensortop-ports.$E2E_PORTS"
    exit $status
}
trap cleanup EXIT
trap 'exit 99' HUP INT TERM

# --- the broker --------------------------------------------------------------

# The next one of ours that nobody else has after all: in $next_port.
next_port=$E2E_PORTS
free_port() {
    next_port=$((next_port + 1))
    while (: <"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do next_port=$((next_port + 1)); done
}

broker_log=$E2E_DIR/mosquitto.log
broker_has_settled() { grep -q ' running$' "$broker_log" || ! kill -0 "$broker_pid" 2>/dev/null; }

try_broker() { # [line of its configuration]...
    # `user root`: as `mosquitto` it could read nothing in our directory.
    printf '%s\n' "listener $port 127.0.0.1" 'allow_anonymous true' 'user root' \
        'log_dest stderr' log_type\ {error,warning,notice,information,subscribe} \
        "$@" >"$E2E_DIR/mosquitto.conf"
    : >"$broker_log"
    mosquitto -c "$E2E_DIR/mosquitto.conf" 2>"$broker_log" &
    broker_pid=$!
    eventually broker_has_settled && kill -0 "$broker_pid" 2>/dev/null
}

# The first time on a free port, later on the same.
start_broker() { # [line of its configuration]...
    local known=$port tries

    for tries in 1 2 3 4 5; do
        [ -n "$known" ] || free_port
        port=${known:-$next_port}
        try_broker "$@" && return
    done
    cat "$broker_log"
    broken "the broker does not start, after $tries attempts"
}
stop_broker() { kill "$broker_pid"; wait "$broker_pid" 2>/dev/null; }
kill_broker() { kill -9 "$broker_pid"; wait "$broker_pid" 2>/dev/null; }

# How often a dashboard has subscribed; and until one has again: what is sent now reaches it.
subscriptions() { grep -c ' home/+/status$' "$broker_log"; }
more_subscriptions_than() { [ "$(subscriptions)" -gt "$1" ]; }
wait_subscribed() { eventually more_subscriptions_than "$1" || fail 'nobody subscribes'; } # BEFORE

publish() { # TOPIC PAYLOAD [option of mosquitto_pub]...
    mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t "$1" -m "$2" "${@:3}" ||
        broken "cannot publish to $1"
}
reading() { # DEVICE CELSIUS [option of mosquitto_pub]...
    publish "home/$1/sensors" "{\"temperature_c\":$2,\"humidity\":45.1}" "${@:3}"
}

# A simulated sensor in the background; $! is its pid.
start_pub() { # DEVICE [option]...
    sensorpub --host 127.0.0.1 --port "$port" --device-id "$1" --simulate --interval 1 "${@:2}" &
}

# --- the terminal ------------------------------------------------------------

tmux() { command tmux -L e2e -f /dev/null "$@"; }
screen() { tmux capture-pane -p -t "=$pane:"; }
screen_in_colour() { tmux capture-pane -e -p -t "=$pane:"; }
screen_has() { screen | grep -E -e "$1" >/dev/null; }
wait_for() { eventually screen_has "$1" || fail "not on the screen in $deadline_s s: $1"; }
wait_gone() { eventually not screen_has "$1" || fail "still on the screen after $deadline_s s: $1"; }
press() { tmux send-keys -t "=$pane:" "$@"; }
resize() { tmux resize-window -t "=$pane:" -x "$1" -y "$2"; } # COLS ROWS

# Until the clock on the screen has moved so many times: so many seconds, and as many drawings.
clock() { screen | sed -n '1s/.* //p'; }
clock_differs() { [ "$(clock)" != "$1" ]; }
wait_ticks() {
    for _ in $(seq "$1"); do
        eventually clock_differs "$(clock)" || fail 'the clock stands still'
    done
}

# An interactive shell with job control. It must be dash: bash repairs the terminal when a program
# was killed, and with that hides what the program left behind.
start_shell() {
    mkdir "$E2E_DIR/$pane"
    tmux new-session -d -s "$pane" -x 80 -y 24 -c "$E2E_DIR/$pane" \
        "exec env PS1='ready> ' TERM=$dash_term dash -i" || broken 'tmux does not start'
    tmux pipe-pane -t "=$pane:" "exec cat >>'$E2E_DIR/$pane/raw'"
    wait_for '^ready>'
}

# Runs a line in the pane's shell, as a job in the foreground. Only one at a time: wait_exit.
at_shell() {
    tmux has-session -t "=$pane" 2>/dev/null || start_shell
    rm -f "$E2E_DIR/$pane/status"
    printf 'stty -g >tty-before\n%s\necho $? >status.new\nstty -g >tty-after\n%s\n' "$1" \
        'mv status.new status' >"$E2E_DIR/$pane/line.new"
    mv "$E2E_DIR/$pane/line.new" "$E2E_DIR/$pane/line" # the shell may still read the one before
    press '. ./line' Enter
}
launch_dash() { at_shell "sensortop --host 127.0.0.1 --port $port ${*@Q}"; } # [option]...
start_dash() { launch_dash "$@"; wait_for ' connected [0-9]'; }

wait_exit() { # STATUS
    local status

    eventually test -e "$E2E_DIR/$pane/status" || fail "still running after $deadline_s s"
    status=$(cat "$E2E_DIR/$pane/status")
    [ "$status" = "$1" ] || fail "exit status $status, expected $1"
}

# Modes, screen, cursor and keypad are as the shell had them.
tty_unchanged() {
    local dir=$E2E_DIR/$pane left

    cmp -s "$dir/tty-before" "$dir/tty-after" || fail "stty: $(cat "$dir"/tty-*)"
    left=$(tmux display -p -t "=$pane:" \
        'alternate #{alternate_on} cursor #{cursor_flag} keypad #{keypad_cursor_flag}#{keypad_flag}')
    [ "$left" = 'alternate 0 cursor 1 keypad 00' ] || fail "the terminal is left with: $left"
    wait_for '^ready>'
}

# What the programs in the pane wrote, byte for byte.
raw() { cat "$E2E_DIR/$pane/raw"; }
raw_has() { raw | LC_ALL=C grep -aPq -e "$1"; }
# It comes there a little later than on the screen.
wait_raw() { eventually raw_has "$1" || fail "not written to the terminal in $deadline_s s: $1"; }

# The dashboard in an emulator, steps on standard input; see emulator.py.
need_emulator() {
    python3 -c 'import pyte' 2>/dev/null || skip 'python3-pyte is missing'
}
emulate() { # [-s SIZE] [-c]... [option of sensortop]...
    local own=(-t '([0-9]+ alerts? - )?sensortop 127[.]0[.]0[.]1:[0-9]+')

    while [[ ${1-} == -[sco] ]]; do
        [ "$1" = -c ] && own+=("$1") && shift && continue
        own+=("$1" "$2")
        shift 2
    done
    python3 "$top_srcdir/tests/e2e/emulator.py" -T "$dash_term" "${own[@]}" -- \
        sensortop --host 127.0.0.1 --port "$port" "$@" || fail "on $dash_term: ${own[*]} $*"
}

# Rings of the bell so far; a BEL that ends an OSC is none.
bells() { raw | sed 's/\x1b\][^\x07\x1b]*\x07//g' | tr -cd '\a' | wc -c; }
bells_are() { [ "$(bells)" -eq "$1" ]; }
wait_bells() { eventually bells_are "$1" || fail "rang $(bells) times, expected $1"; }
