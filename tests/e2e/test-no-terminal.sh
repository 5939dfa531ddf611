#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Without a terminal that can move the cursor: one sentence, exit status 2, and nothing is drawn.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

refuses() { # WORDS LINE
    local err=$E2E_DIR/$pane/err

    at_shell "$2"
    wait_exit 2
    [ "$(wc -l <"$err")" -eq 1 ] || fail "not one sentence: $2: $(cat "$err")"
    grep -q "^sensortop: .*$1" "$err" || fail "$2: said $(cat "$err"), expected $1"
}

refuses 'must be a terminal.*--batch or --json' 'sensortop </dev/null 2>err'
refuses 'must be a terminal' 'sensortop >out 2>err'
# shellcheck disable=SC2016 # for the other shell
refuses 'must be a terminal' '{ sensortop 2>err; echo $? >piped; } | cat; (exit $(cat piped))'
refuses 'cannot move the cursor' 'TERM=dumb sensortop 2>err'
refuses 'no such terminal type' 'TERM=nonesuch sensortop 2>err'
refuses 'TERM' '(unset TERM; exec sensortop 2>err)'
raw_has '\x1b' && fail 'something was drawn'
[ ! -s "$E2E_DIR/$pane/out" ] || fail 'something was drawn into a file'
