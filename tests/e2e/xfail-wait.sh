#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# This one must fail (XFAIL_TESTS): it guards the harness, which could otherwise find anything. It
# passes as soon as one of these does, and that is an error.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

# In a subshell, because a failed wait ends the script.
is_found() { ("$@") && echo "FOUND: $*"; }

start_shell
deadline_s=1
is_found wait_for 'a text that never comes' && exit
is_found wait_gone '^ready>' && exit
is_found wait_ticks 1 && exit
is_found wait_exit 0 && exit
at_shell 'printf "\033[?25l\a\033]0;title\a"; false'
is_found wait_exit 0 && exit
is_found tty_unchanged && exit
at_shell 'printf "\033[?25h"; stty -echo'
wait_exit 0
is_found tty_unchanged && exit
[ "$(bells)" -ne 1 ]
