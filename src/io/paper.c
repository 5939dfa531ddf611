/* SPDX-License-Identifier: MIT */
#include "io/paper.h"

#include "core/number.h"

#include <langinfo.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int paper_cols(void)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size = { 0 };
    int64_t cols = PAPER_COLS;

    if (columns && number_parse_int(columns, 1, INT32_MAX, &cols))
        ;
    else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        cols = size.ws_col;
    if (cols < PAPER_COLS_MIN)
        return PAPER_COLS_MIN;
    return cols < PAPER_COLS_MAX ? (int)cols : PAPER_COLS_MAX;
}

bool paper_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
