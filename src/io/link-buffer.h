/* SPDX-License-Identifier: MIT
 *
 * link-buffer: fewer and larger reads and writes under libmosquitto 2.0, which
 * asks the kernel four times for each message and acknowledges each with a write
 * of its own: so it cannot keep up with a broker that sends 100,000 retained
 * messages at once, and the broker then drops them. A part of `link`: see
 * link-parts.h.
 *
 * How: the program has a read() and a write() of its own, which the dynamic
 * linker gives to libmosquitto as well. They are the system calls for every
 * descriptor but the one attached, and for every thread but the one that
 * attached it. Not built with sanitizers (they have their own) or
 * --disable-read-buffer; not used with libmosquitto 2.1, which has a buffer, nor
 * under TLS, where OpenSSL has one.
 */
#ifndef SENSORTOP_IO_LINK_BUFFER_H
#define SENSORTOP_IO_LINK_BUFFER_H

#include <stdbool.h>

/* From now on this thread reads and writes fd through the buffer. One descriptor a thread. */
void link_buffer_attach(int fd);

/* For another thread to go on with: takes the one of this thread away, and gives it another, or
 * NULL for none. */
struct link_buffer *link_buffer_move(struct link_buffer *to);

/* Before fd may be closed and its number be given away; what was buffered is lost. */
void link_buffer_detach(void);

/* Bytes that poll() does not know of. */
bool link_buffer_has_bytes(void);

/* All that the socket had was read. False: who knows, or none is attached. */
bool link_buffer_is_dry(void);

/* What is written waits until it is released, all in one piece. */
void link_buffer_hold(void);

/* False: the socket failed, errno says how. What it did not take waits for POLLOUT and another
 * release. */
bool link_buffer_release(void);
bool link_buffer_has_output(void);

#endif
