// System calls that Swift does not see the same way, or not at all, on Linux and macOS.
#ifndef CPLAIN_H
#define CPLAIN_H

#include <stddef.h>
#include <sys/types.h>

/// Exchanges two paths in one step. Returns 0, or the error number: ENOTSUP where kernel or file system cannot.
int verlauf_exchange(const char *first, const char *second);

/// Gives a file or folder a name that nothing has. Returns 0, or the error number: EEXIST, or ENOTSUP where the step is not to be had
/// as one.
int verlauf_rename_new(const char *from, const char *to);

#endif
