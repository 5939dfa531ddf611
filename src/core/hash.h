/* SPDX-License-Identifier: MIT
 *
 * hash: keyed hashing of names that come from the network, so that nobody can
 * choose names that collide (SipHash-1-3, Aumasson and Bernstein 2012).
 */
#ifndef SENSORTOP_CORE_HASH_H
#define SENSORTOP_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The seed is the key; it must not be known to who sends the bytes. */
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len);

#endif
