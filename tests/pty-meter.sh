#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What pty-meter says of a program whose every byte is known.
set -u

meter=${top_builddir:-.}/tests/bench/pty-meter
failed=0

value() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<"$said"; }
expect() { # NAME CONDITION, the value is $x
    local x

    x=$(value "$1")
    awk -v x="$x" "BEGIN { exit !($2) }" && return
    echo "expected $1 to be $2: $said"
    failed=1
}

# The terminal echoes two keys in turn; four presses in half a second, ^D at the end.
measure_keys() {
    said=$("$meter" -s 100x30 -m go -i 'i\n' -w 0.3 -d 1.5 -k 'ab\n|\e[B\n' -A 'ab|^[[B' -K 4 -g 100 \
        -q "$(printf '\004')" -- sh -c 'stty size; echo go; exec cat >/dev/null')
    expect bytes 'x == 2 * 4 + 2 * 6'
    expect total_bytes 'x >= 20 + length("30 100\r\ngo\r\ni\r\n")'
    expect keys 'x == 4'
    expect key_ms_p50 'x > 0 && x < 500'
    expect key_ms_p99 'x < 1000'
    expect mark_ms 'x > 0'
    expect cpu_percent 'x < 50'
    expect rss_kib 'x > 100'
}

# A slow line: 10,000 bytes at 5,000 a second.
measure_slow_line() {
    said=$("$meter" -s 80x24 -w 0 -d 1 -b 5000 -- sh -c 'yes x | head -c 10000; exec sleep 60')
    expect bytes 'x > 3000 && x < 7000'
}

# A machine that is busy for a moment makes a measurement wrong, a mistake makes all of them wrong.
is_right_once() { # MEASURE
    for _ in 1 2 3 4 5 6 7 8; do
        failed=0
        "$1"
        [ $failed -eq 0 ] && return
        sleep 0.5
    done
    return 1
}

is_right_once measure_keys && is_right_once measure_slow_line || exit 1

"$meter" -d 10 -- true 2>/dev/null && echo 'measured what has ended' && exit 1
exit 0
