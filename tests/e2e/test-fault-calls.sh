#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every system call that the program itself makes fails in turn, once and from then on: it ends when
# it is told to, or by itself with a sentence, and leaves the terminal as it found it.
# shellcheck source=fail-lib.sh
. "${top_srcdir:-.}/tests/e2e/fail-lib.sh"

# The call, and the errors that it may have.
calls='
write EAGAIN=11
close EIO=5
poll ENOMEM=12
ppoll ENOMEM=12
eventfd EMFILE=24
epoll_create1 EMFILE=24
epoll_ctl ENOSPC=28
epoll_wait EINTR=4
sigaction EINVAL=22
sigaltstack ENOMEM=12
pthread_create EAGAIN=11
getrandom ENOSYS=38
fcntl EBADF=9
ioctl EIO=5
open EMFILE=24
socket EMFILE=24
fork EAGAIN=11
pipe2 EMFILE=24
stat EACCES=13
fstat EIO=5
rename ENOSPC=28
fsync EIO=5
setsockopt ENOMEM=12
getsockopt ENOMEM=12
tcgetattr EIO=5
'
ends() { # what
    case $1,$ended in
    *,'exit 0' | *,'exit 2' | *,'exit 1') ;;
    *'poll '*,'exit 70') grep -qx 'out of memory' "$ended_err" || fail_because "$1" ;;
    *) fail_because "$1" ;;
    esac
}

# With all that is written to a disk, and a command that has to be started.
at_work() {
    rm -rf "$E2E_DIR/files"
    mkdir "$E2E_DIR/files"
    at_terminal kitchen-01 $'\rq' -p "$port" --no-confine --record "$E2E_DIR/files/record" \
        --history-db "$E2E_DIR/files/history" --state "$E2E_DIR/files/state" \
        --alert-on-retained --on-alert true
}

# With a broker that it starts itself.
at_demo() { at_terminal ' online ' q --demo --no-confine; }

start_broker
reading kitchen-01 31.4 -r
deadline_s=15
while read -r call error; do
    [ -n "$call" ] || continue
    work=at_work
    [ "$call" != socket ] || work=at_demo
    fail_at "$call" 0 $work
    total=$(calls)
    [ "${total:-0}" -gt 0 ] || fail_because "$call is not called"
    for ((n = 1; n <= total && n <= 30; n++)); do
        FAIL_ERRNO=${error#*=} fail_at "$call" $n $work
        ends "$call $n of $total: ${error%=*}"
    done
    FAIL_ERRNO=${error#*=} FAIL_ON=1 fail_at "$call" 1 $work
    ends "$call from then on: ${error%=*}"
    echo "FAULTS | $call fails: ${error%=*} | each of $total, and all | $ended |"
done <<<"$calls"

# The limit of descriptors.
for n in 4 5 6 7 8 10 12; do
    fail_env=()
    at_terminal kitchen-01 q -p "$port" --no-confine
    ended=$(AT_PTY_SECONDS=$deadline_s "$at_pty" "$E2E_DIR/raw" 'files (ulimit' q \
        env TERM=xterm-256color prlimit --nofile=$n sensortop -p "$port" 2>"$ended_err")
    ends "$n descriptors"
done
echo "FAULTS | 4 to 12 descriptors | 7 | $ended |"
