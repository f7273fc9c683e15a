// SPDX-License-Identifier: Apache-2.0
// Preloaded into a program (LD_PRELOAD, Linux), this makes one of its system calls on files fail, or the last that it makes.
//
//   VERLAUF_FAULT_ROOT  only paths in this folder count, relative paths, what was opened by them, and the streams 1 and 2
//   VERLAUF_FAULT_AT    the number of the call, from 1; 0 for none
//   VERLAUF_FAULT_KIND  full    from this call on, what needs space fails with ENOSPC, a write after half its bytes
//                       io      this call fails with EIO
//                       signal  a read or write fails with EINTR, once
//                       kill    the process dies before the call
//                       after   the process dies after the call
//   VERLAUF_FAULT_LOG   a file that gets a line for each call: number, name, path
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { PASS, FAIL, HALF, AFTER };
enum { SPACE = 1, BYTES = 2 };

static char root[4096];
static char kind[16];
static long at = 0;
static int record = -1;
static atomic_long count = 0;
static atomic_int interrupted = 0;
static atomic_uchar watched[4096];

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("VERLAUF_FAULT_ROOT");
  if (text != NULL) snprintf(root, sizeof root, "%s", text);
  text = getenv("VERLAUF_FAULT_KIND");
  if (text != NULL) snprintf(kind, sizeof kind, "%s", text);
  text = getenv("VERLAUF_FAULT_AT");
  if (text != NULL) at = atol(text);
  text = getenv("VERLAUF_FAULT_LOG");
  if (text != NULL) record = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  watched[1] = watched[2] = 1;
  // What the program starts is not under test.
  unsetenv("LD_PRELOAD");
}

static void die(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

static int counts(const char *path) {
  if (path == NULL || root[0] == 0) return 0;
  return path[0] != '/' || strncmp(path, root, strlen(root)) == 0;
}

static int is_watched(int file) { return file >= 0 && file < (int)sizeof watched && watched[file]; }

// What shall become of a call; errno is set where it shall fail.
static int fate(const char *name, const char *path, int traits) {
  long number = atomic_fetch_add(&count, 1) + 1;
  if (record >= 0) {
    char line[4400];
    int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path);
    if (length > 0) syscall(SYS_write, record, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
  }
  if (at == 0 || number < at) return PASS;
  if (strcmp(kind, "full") == 0) {
    if ((traits & SPACE) == 0) return PASS;
    errno = ENOSPC;
    return number == at && (traits & BYTES) ? HALF : FAIL;
  }
  if (strcmp(kind, "signal") == 0) {
    if ((traits & BYTES) == 0 || atomic_exchange(&interrupted, 1)) return PASS;
    errno = EINTR;
    return FAIL;
  }
  if (number != at) return PASS;
  if (strcmp(kind, "kill") == 0) die();
  if (strcmp(kind, "after") == 0) return AFTER;
  errno = EIO;
  return FAIL;
}

static const char *of(int file, char *text) {
  snprintf(text, 32, "#%d", file);
  return text;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CALL(type, name, path, traits, ...)            \
  do {                                                 \
    int fated = fate(#name, path, traits);             \
    if (fated == FAIL || fated == HALF) return -1;     \
    type result = REAL(name)(__VA_ARGS__);             \
    if (fated == AFTER) die();                         \
    return result;                                     \
  } while (0)
#define ON_PATH(type, name, path, traits, ...)                      \
  do {                                                              \
    if (!counts(path)) return REAL(name)(__VA_ARGS__);              \
    CALL(type, name, path, traits, __VA_ARGS__);                    \
  } while (0)
#define ON_FILE(type, name, file, traits, ...)                      \
  do {                                                              \
    char text[32];                                                  \
    if (!is_watched(file)) return REAL(name)(__VA_ARGS__);          \
    CALL(type, name, of(file, text), traits, __VA_ARGS__);          \
  } while (0)

static int opened(const char *path, int flags, mode_t mode) {
  static const char *const name = "open";
  int isCounted = counts(path);
  int fated = isCounted ? fate(name, path, flags & O_CREAT ? SPACE : 0) : PASS;
  if (fated == FAIL || fated == HALF) return -1;
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  if (fated == AFTER) die();
  if (isCounted && file >= 0 && file < (int)sizeof watched) watched[file] = 1;
  return file;
}

#define MODE(flags, mode)                            \
  mode_t mode = 0;                                   \
  if (flags & (O_CREAT | __O_TMPFILE)) {             \
    va_list rest;                                    \
    va_start(rest, flags);                           \
    mode = va_arg(rest, mode_t);                     \
    va_end(rest);                                    \
  }

int open(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
  MODE(flags, mode)
  if (folder == AT_FDCWD || path[0] == '/') return opened(path, flags, mode);
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}
int close(int file) {
  char text[32];
  int fated = is_watched(file) && file > 2 ? fate("close", of(file, text), 0) : PASS;
  if (file > 2 && file < (int)sizeof watched) watched[file] = 0;
  // The descriptor is gone even where a close fails.
  int number = errno, result = (int)syscall(SYS_close, file);
  if (fated == AFTER) die();
  if (fated != FAIL && fated != HALF) return result;
  errno = number;
  return -1;
}
ssize_t read(int file, void *bytes, size_t size) { ON_FILE(ssize_t, read, file, BYTES, file, bytes, size); }
ssize_t write(int file, const void *bytes, size_t size) {
  char text[32];
  if (!is_watched(file)) return syscall(SYS_write, file, bytes, size);
  int fated = fate("write", of(file, text), SPACE | BYTES);
  if (fated == FAIL || (fated == HALF && size < 2)) return -1;
  ssize_t result = syscall(SYS_write, file, bytes, fated == HALF ? size / 2 : size);
  if (fated == AFTER) die();
  return result;
}
int fsync(int file) { ON_FILE(int, fsync, file, SPACE, file); }
int fstat(int file, struct stat *found) { ON_FILE(int, fstat, file, 0, file, found); }
int flock(int file, int operation) { ON_FILE(int, flock, file, 0, file, operation); }
int lstat(const char *path, struct stat *found) { ON_PATH(int, lstat, path, 0, path, found); }
int stat(const char *path, struct stat *found) { ON_PATH(int, stat, path, 0, path, found); }
int access(const char *path, int mode) { ON_PATH(int, access, path, 0, path, mode); }
ssize_t readlink(const char *path, char *target, size_t size) {
  ON_PATH(ssize_t, readlink, path, 0, path, target, size);
}
int mkdir(const char *path, mode_t mode) { ON_PATH(int, mkdir, path, SPACE, path, mode); }
int unlink(const char *path) { ON_PATH(int, unlink, path, 0, path); }
int rmdir(const char *path) { ON_PATH(int, rmdir, path, 0, path); }
int rename(const char *from, const char *to) { ON_PATH(int, rename, from, SPACE, from, to); }
int renameat2(int old, const char *from, int new, const char *to, unsigned flags) {
  ON_PATH(int, renameat2, from, SPACE, old, from, new, to, flags);
}
int lsetxattr(const char *path, const char *name, const void *value, size_t size, int flags) {
  ON_PATH(int, lsetxattr, path, SPACE, path, name, value, size, flags);
}
ssize_t lgetxattr(const char *path, const char *name, void *value, size_t size) {
  ON_PATH(ssize_t, lgetxattr, path, 0, path, name, value, size);
}
char *realpath(const char *path, char *found) {
  int fated = counts(path) ? fate("realpath", path, 0) : PASS;
  if (fated == FAIL || fated == HALF) return NULL;
  char *result = REAL(realpath)(path, found);
  if (fated == AFTER) die();
  return result;
}
DIR *opendir(const char *path) {
  int fated = counts(path) ? fate("opendir", path, 0) : PASS;
  if (fated == FAIL || fated == HALF) return NULL;
  DIR *result = REAL(opendir)(path);
  if (fated == AFTER) die();
  if (result != NULL && counts(path) && dirfd(result) < (int)sizeof watched) watched[dirfd(result)] = 1;
  return result;
}
struct dirent *readdir(DIR *folder) {
  char text[32];
  int fated = is_watched(dirfd(folder)) ? fate("readdir", of(dirfd(folder), text), 0) : PASS;
  if (fated == FAIL || fated == HALF) return NULL;
  struct dirent *result = REAL(readdir)(folder);
  if (fated == AFTER) die();
  return result;
}
int closedir(DIR *folder) {
  int file = dirfd(folder);
  if (file >= 0 && file < (int)sizeof watched) watched[file] = 0;
  return REAL(closedir)(folder);
}
