#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# As test-no-memory.sh, of every single allocation.
exec "${BASH_SOURCE[0]%/*}/test-no-memory.sh" 1
