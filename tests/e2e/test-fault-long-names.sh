#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A look-up that hangs for half a minute.
exec bash "${top_srcdir:-.}/tests/e2e/test-fault-names.sh" 30
