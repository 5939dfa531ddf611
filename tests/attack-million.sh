#!/bin/sh
# SPDX-License-Identifier: MIT
# The attacks of tests/unit/test-attack, with a million messages each.
test=${top_builddir:-.}/tests/unit/test-attack
[ -x "$test" ] || { echo 'tests/unit/test-attack is not built: make check builds it'; exit 99; }
SENSORTOP_ATTACK=1000000 exec "$test"
