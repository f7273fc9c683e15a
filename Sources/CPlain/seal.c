// SPDX-License-Identifier: Apache-2.0

#include "CPlain.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

static const char *const name = "user.verlauf.checksum";

static int told(void) { return errno == EOPNOTSUPP || errno == ENOSYS || errno == EPERM ? ENOTSUP : errno; }

int verlauf_seal(const char *path, uint64_t checksum) {
  char text[17];
  snprintf(text, sizeof text, "%016" PRIx64, checksum);
#ifdef __APPLE__
  int result = setxattr(path, name, text, 16, 0, XATTR_NOFOLLOW);
#else
  int result = lsetxattr(path, name, text, 16, 0);
#endif
  return result == 0 ? 0 : told();
}

int verlauf_read_seal(const char *path, uint64_t *checksum) {
  char text[17] = {0};
#ifdef __APPLE__
  ssize_t count = getxattr(path, name, text, 16, 0, XATTR_NOFOLLOW);
  if (count < 0 && errno == ENOATTR) return ENOENT;
#else
  ssize_t count = lgetxattr(path, name, text, 16);
  if (count < 0 && errno == ENODATA) return ENOENT;
#endif
  if (count < 0) return errno == ERANGE ? ENOENT : told();
  char *end = text;
  *checksum = strtoull(text, &end, 16);
  return count == 16 && end == text + 16 ? 0 : ENOENT;
}

uint64_t verlauf_checksum(const uint8_t *bytes, size_t count, uint64_t start) {
  uint64_t value = start;
  for (size_t index = 0; index < count; index += 1) value = (value ^ bytes[index]) * 0x100000001b3ULL;
  return value;
}
