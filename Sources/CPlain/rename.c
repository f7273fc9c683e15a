// SPDX-License-Identifier: Apache-2.0

#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "CPlain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

// A kernel without the call says ENOSYS, a file system without the flag EINVAL.
static int told(int result) {
  if (result == 0) return 0;
  return errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP ? ENOTSUP : errno;
}

#if defined(__linux__)
int verlauf_exchange(const char *first, const char *second) {
  return told(renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE));
}
int verlauf_rename_new(const char *from, const char *to) {
  return told(renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE));
}
#elif defined(__APPLE__)
int verlauf_exchange(const char *first, const char *second) { return told(renamex_np(first, second, RENAME_SWAP)); }
int verlauf_rename_new(const char *from, const char *to) { return told(renamex_np(from, to, RENAME_EXCL)); }
#else
int verlauf_exchange(const char *first, const char *second) { return ENOTSUP; }
int verlauf_rename_new(const char *from, const char *to) { return ENOTSUP; }
#endif
