# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# fault-lib: many faults at once, each with a dashboard in a terminal of its own, and what has to be
# true in every one of them: the screen says what is wrong, a key is answered, the program rests,
# nothing leaks, leaving is quick, and readings flow again by themselves once the cause is gone.
#
#   at_script refuses '2003008600' '20020004' 'wrong user name or password' --qos 0
#   at_port   nobody  'connection refused by'
#   look_at_faults
#   end_faults;  faults_recover
#
# What was measured is printed, in lines that begin with MATRIX: fault, sentence, key press (ms), CPU
# (% of a core), leaving (ms), recovery (ms).
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"
# shellcheck source=measure-lib.sh
. "${top_srcdir:-.}/tests/e2e/measure-lib.sh"

# Of several dashboards at one broker only one has the descriptor of the lock.
export SENSORTOP_STATE=none

faults=()
declare -A fault_port=() fault_pid=() fault_sentence=() fault_options=()
declare -A fault_cure=() # lines for the listener that is to replace it
declare -A measured=()
fault_broker=$top_builddir/tests/e2e/fault-broker
[ -x "$fault_broker" ] || broken 'tests/e2e/fault-broker is not built: make check builds it'

# What a busy machine and the harness may add; what was measured is in the matrix. What would hold a
# key or the end of it up takes ten seconds; what does not rest is busy every time that one looks.
key_ms_max=1000
quit_ms_max=8000
cpu_percent_max=2
rss_kib_more=3072
looks=5

# --- where it goes wrong -----------------------------------------------------

at_port() { # NAME SENTENCE [OPTION]...
    [ -n "${fault_port[$1]-}" ] || { free_port && fault_port[$1]=$next_port; }
    faults+=("$1")
    fault_sentence[$1]=$2
    fault_options[$1]="${*:3}"
}

# A sentence is all that is looked for; it may go over several lines.
at_script() { # NAME SCRIPT-5 SCRIPT-311 SENTENCE [OPTION]...
    at_server "$1" "$4" "$fault_broker" PORT "$2" "$3" -- "${@:5}"
}
at_silence() { # NAME SENTENCE [OPTION]...
    at_server "$1" "$2" "$fault_broker" PORT silent -- "${@:3}"
}

# Any program that serves at PORT.
at_server() { # NAME SENTENCE COMMAND... -- [OPTION]...
    local name=$1 sentence=$2 command=() tries

    shift 2
    while [ "$1" != -- ]; do
        command+=("$1")
        shift
    done
    shift
    for tries in 1 2 3 4 5; do
        free_port
        fault_port[$name]=$next_port
        start_server "$name" "${command[@]}" && break
        [ "$tries" -lt 5 ] || broken "the server does not start: $name"
    done
    at_port "$name" "$sentence" "$@"
}

start_server() { # NAME COMMAND...
    local name=$1 log=$E2E_DIR/server-$1.log

    shift
    : >"$log"
    "${@/#PORT/${fault_port[$name]}}" >"$log" 2>&1 &
    fault_pid[$name]=$!
    eventually server_has_settled "$name" && kill -0 "${fault_pid[$name]}" 2>/dev/null
}
server_has_settled() {
    grep -Eq 'ready| running$' "$E2E_DIR/server-$1.log" || ! kill -0 "${fault_pid[$1]}" 2>/dev/null
}

# --- a dashboard at it -------------------------------------------------------

said() { screen | tr -s '\n ' ' '; }
has_said() { said | grep -Eq -e "$1"; }
notice() { sed -n '/^!/,/^   DEVICE/{/^   DEVICE/d;s/^!!* *//;p}' | tr -s '\n ' ' '; }
wait_said() {
    eventually has_said "$1" || fail "not said in $deadline_s s: $1"
    measured[$pane.said]=$(screen | notice)
}

# The options are words without blanks.
start_at() { # NAME
    # shellcheck disable=SC2086
    pane=$1 port=${fault_port[$1]} launch_dash ${fault_options[$1]}
}

# The program in the pane's shell.
program_pid() {
    local shell child

    shell=$(tmux display -p -t "=$pane:" '#{pane_pid}')
    read -r child _ <"/proc/$shell/task/$shell/children" 2>/dev/null
    [ -n "$child" ] && [ "$(cat "/proc/$child/comm")" = sensortop ] && echo "$child"
}
program_is_there() { program_pid >/dev/null; }

cpu_ms() { # PID
    local stat

    read -r stat <"/proc/$1/stat"
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    echo $(((${12} + ${13}) * 10))
}
n_fds() { find "/proc/$1/fd" -mindepth 1 2>/dev/null | wc -l; }

# --- what has to be true -----------------------------------------------------

# Help comes and goes; the first time that it is quick counts.
check_keys() {
    local until=$((SECONDS + deadline_s))

    while [ $SECONDS -lt $until ]; do
        press_help
        measured[$pane.key]=$key_ms
        [ "$key_ms" -gt $key_ms_max ] || return 0
    done
    fail "a key was answered after $key_ms ms"
}

check_quit() {
    local from=$(($(now_ms)))

    press q
    wait_exit 0
    measured[$pane.quit]=$(($(now_ms) - from))
    [ "${measured[$pane.quit]}" -le $quit_ms_max ] || fail "left after ${measured[$pane.quit]} ms"
    tty_unchanged
}

# Of all that are there, over the same seconds.
declare -A began=()
note_load() { # NAME
    local pid

    pid=$(pane=$1 program_pid) || pane=$1 fail 'the program has ended'
    began[$1.pid]=$pid
    began[$1.ms]=$(now_ms) began[$1.cpu]=$(cpu_ms "$pid")
    began[$1.fds]=$(n_fds "$pid") began[$1.rss]=$(rss_kib "$pid")
}
rests() { # NAME; false: in $busy is why not
    local pane=$1 pid=${began[$1.pid]} cpu fds rss took

    [ "$(program_pid)" = "$pid" ] || fail 'the program has ended'
    took=$(($(now_ms) - began[$1.ms]))
    cpu=$(($(cpu_ms "$pid") - began[$1.cpu]))
    fds=$(($(n_fds "$pid") - began[$1.fds]))
    rss=$(($(rss_kib "$pid") - began[$1.rss]))
    measured[$1.cpu]=$(awk "BEGIN { printf \"%.1f\", 100 * $cpu / $took }")
    busy=
    # A tick more than the limit: that is how exactly it is counted.
    [ $((cpu - 10)) -le $((took * cpu_percent_max / 100)) ] || busy="$cpu ms of CPU in $took ms"
    # A connection under way, or none: its socket, and a pair that libmosquitto makes.
    [ $fds -le 3 ] || busy="$fds descriptors more in $took ms"
    [ $rss -le $rss_kib_more ] || busy="$rss KiB more in $took ms"
    [ -z "$busy" ]
}
check_load() { rests "$1" || pane=$1 fail "$busy"; }
check_loads() { # SECONDS NAME...
    local seconds=$1 left=("${@:2}") name names

    for _ in $(seq $looks); do
        names=("${left[@]}") left=()
        for name in "${names[@]}"; do
            note_load "$name"
        done
        pane=${names[0]} wait_ticks "$seconds"
        for name in "${names[@]}"; do
            rests "$name" || left+=("$name")
        done
        [ ${#left[@]} -gt 0 ] || return 0
    done
    check_load "${left[0]}"
}

# Leaves each once, comes back, and stays.
look_at_faults() {
    local name

    for name in "${faults[@]}"; do
        start_at "$name"
    done
    for name in "${faults[@]}"; do
        pane=$name wait_for '^sensortop '
        pane=$name check_quit
        start_at "$name"
    done
    for name in "${faults[@]}"; do
        pane=$name wait_said "${fault_sentence[$name]}"
        pane=$name check_keys
    done
    check_loads 3 "${faults[@]}"
}

# --- and when it is over -----------------------------------------------------

end_faults() {
    local name

    for name in "${faults[@]}"; do
        [ -z "${fault_pid[$name]-}" ] || kill -9 "${fault_pid[$name]}"
        wait "${fault_pid[$name]-}" 2>/dev/null
    done
    listeners=()
    for name in "${faults[@]}"; do
        listeners+=("listener ${fault_port[$name]} 127.0.0.1" "${fault_cure[$name]-}")
    done
    start_broker "${listeners[@]}"
    ended_ms=$(now_ms)
    start_pub living-01
}

has_recovered() {
    screen_has ' connected [0-9]' && screen_has '^[ !~]* living-01 +online .* [0-2]s '
}

# Readings, live, and nothing that still complains.
faults_recover() { # [SECONDS]
    local left=("${faults[@]}") still name until_ms=$((ended_ms + ${1:-120} * 1000))

    while [ ${#left[@]} -gt 0 ]; do
        still=()
        for name in "${left[@]}"; do
            if pane=$name has_recovered; then
                measured[$name.back]=$(($(now_ms) - ended_ms))
            else
                still+=("$name")
            fi
        done
        left=("${still[@]}")
        [ "$(now_ms)" -lt $until_ms ] || pane=${left[0]} fail "no readings again: ${left[*]}"
        sleep 0.05
    done
    check_descriptors
    for name in "${faults[@]}"; do
        pane=$name wait_gone '^!! '
        print_measured "$name"
    done
}

# As many as a program that has met no fault; none are seen by a user of one that has a secret.
fds_are() {
    local n

    n=$(n_fds "$(program_pid)")
    [ "$n" -eq "$1" ] || [ "$n" -eq 0 ]
}
check_descriptors() {
    local name fresh

    fault_port[fresh]=${fault_port[${faults[0]}]}
    fault_options[fresh]="${fault_options[${faults[0]}]-} --id fresh"
    start_at fresh
    pane=fresh wait_for ' living-01 +online '
    fresh=$(n_fds "$(pane=fresh program_pid)")
    [ "$fresh" -gt 0 ] || return 0
    for name in "${faults[@]}"; do
        pane=$name eventually fds_are "$fresh" ||
            pane=$name fail "$(pane=$name n_fds "$(pane=$name program_pid)") descriptors, not $fresh"
    done
}

print_measured() { # NAME
    local what line="MATRIX | $1 |"

    for what in said key cpu quit back; do
        line+=" ${measured[$1.$what]-} |"
    done
    printf '%s\n' "$line"
}
