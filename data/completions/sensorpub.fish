# SPDX-License-Identifier: MIT
# fish completion for sensorpub: the same as that of sensortop.
source (status dirname)/sensortop.fish
