#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# This one must fail (XFAIL_TESTS): it guards the harness, which could otherwise find anything.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_shell
deadline_s=1
wait_for 'a text that never comes'
