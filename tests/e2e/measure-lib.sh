# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# measure-lib: what a program takes, of time and of memory. For lib.sh.

now_ms() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
rss_kib() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"; }

# Help comes and goes; $key_ms is how long it took to come.
press_help() {
    local from

    from=$(now_ms)
    press '?'
    wait_for '^ HELP'
    # shellcheck disable=SC2034 # for who called
    key_ms=$(($(now_ms) - from))
    press '?'
    wait_gone '^ HELP'
}
