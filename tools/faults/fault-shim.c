/*
 * Makes the disk fail on purpose, for PostgreSQL started with LD_PRELOAD. What to do is read at each call from a small
 * file that the test maps and writes (DAYBOOK_FAULTS names it): four 32-bit numbers,
 *   [0] 1: writes to table files fail with ENOSPC   2: writes to the write-ahead log do
 *   [1] milliseconds that fsync and fdatasync take longer
 *   [2] how many writes were refused so far          [3] how many syncs were slowed so far
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static volatile uint32_t *faults;

__attribute__((constructor)) static void open_faults(void) {
  const char *path = getenv("DAYBOOK_FAULTS");
  int file = path ? open(path, O_RDWR) : -1;
  if (file < 0) return;
  void *mapped = mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) faults = mapped;
  close(file);
}

static int is_full(int file) {
  uint32_t kind = faults ? faults[0] : 0;
  if (kind == 0) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  if (strstr(path, kind == 2 ? "/pg_wal/" : "/base/") == NULL) return 0;
  __sync_fetch_and_add(&faults[2], 1);
  errno = ENOSPC;
  return 1;
}

static void slow_down(void) {
  uint32_t ms = faults ? faults[1] : 0;
  if (ms == 0) return;
  __sync_fetch_and_add(&faults[3], 1);
  struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000L};
  while (nanosleep(&time, &time) != 0 && errno == EINTR) {
  }
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

ssize_t write(int file, const void *bytes, size_t count) {
  return is_full(file) ? -1 : REAL("write", ssize_t(*)(int, const void *, size_t))(file, bytes, count);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  return is_full(file) ? -1 : REAL("pwrite", ssize_t(*)(int, const void *, size_t, off_t))(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at) {
  return is_full(file) ? -1 : REAL("pwrite64", ssize_t(*)(int, const void *, size_t, off_t))(file, bytes, count, at);
}
ssize_t writev(int file, const struct iovec *parts, int count) {
  return is_full(file) ? -1 : REAL("writev", ssize_t(*)(int, const struct iovec *, int))(file, parts, count);
}
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) {
  return is_full(file) ? -1
                       : REAL("pwritev", ssize_t(*)(int, const struct iovec *, int, off_t))(file, parts, count, at);
}
ssize_t pwritev64(int file, const struct iovec *parts, int count, off_t at) {
  return is_full(file)
             ? -1
             : REAL("pwritev64", ssize_t(*)(int, const struct iovec *, int, off_t))(file, parts, count, at);
}
int posix_fallocate(int file, off_t at, off_t length) {
  return is_full(file) ? ENOSPC : REAL("posix_fallocate", int (*)(int, off_t, off_t))(file, at, length);
}
int posix_fallocate64(int file, off_t at, off_t length) {
  return is_full(file) ? ENOSPC : REAL("posix_fallocate64", int (*)(int, off_t, off_t))(file, at, length);
}
int fsync(int file) {
  slow_down();
  return REAL("fsync", int (*)(int))(file);
}
int fdatasync(int file) {
  slow_down();
  return REAL("fdatasync", int (*)(int))(file);
}
