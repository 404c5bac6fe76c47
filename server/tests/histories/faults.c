// Faults of disk and clock for one process, switched on and off from outside while it runs.
//
// Loaded with LD_PRELOAD. FAULTS names a file of three 64-bit numbers, mapped into memory:
// milliseconds that the clock is ahead, milliseconds that each sync takes, and whether the disk is
// full (1: no file can grow; 2: no file can be written at all, as on file systems where every write
// takes new space). Standard output and error are left alone. Compiled by the tests with `cc`.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t none[3];
static volatile int64_t *faults = none;

__attribute__((constructor)) static void map_faults(void) {
    const char *path = getenv("FAULTS");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *page = mmap(NULL, sizeof none, PROT_READ, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) faults = page;
    close(file);
}

// The function of that name in the C library, looked for once.
#define REAL(name) \
    ({ static typeof(&name) real; if (!real) real = (typeof(&name))dlsym(RTLD_NEXT, #name); real; })

static int is_full_for(int file, off_t end) {
    struct stat facts;
    if (!faults[2] || file <= 2 || fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) return 0;
    if (faults[2] == 1 && end <= facts.st_size) return 0;
    errno = ENOSPC;
    return 1;
}

static off_t end_of_write(int file, size_t count) {
    return faults[2] ? lseek(file, 0, SEEK_CUR) + (off_t)count : 0;
}

static void sync_slowly(void) {
    if (faults[1]) usleep(faults[1] * 1000);
}

ssize_t write(int file, const void *bytes, size_t count) {
    return is_full_for(file, end_of_write(file, count)) ? -1 : REAL(write)(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    return is_full_for(file, at + count) ? -1 : REAL(pwrite)(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    return is_full_for(file, at + count) ? -1 : REAL(pwrite64)(file, bytes, count, at);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) {
    off_t end = at;
    for (int part = 0; part < count; part++) end += parts[part].iov_len;
    return is_full_for(file, end) ? -1 : REAL(pwritev)(file, parts, count, at);
}

int posix_fallocate(int file, off_t at, off_t count) {
    return is_full_for(file, at + count) ? ENOSPC : REAL(posix_fallocate)(file, at, count);
}

int fsync(int file) {
    sync_slowly();
    return REAL(fsync)(file);
}

int fdatasync(int file) {
    sync_slowly();
    return REAL(fdatasync)(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int outcome = REAL(clock_gettime)(clock, now);
    if (clock == CLOCK_REALTIME) now->tv_sec += faults[0] / 1000;
    return outcome;
}

int gettimeofday(struct timeval *now, void *zone) {
    int outcome = REAL(gettimeofday)(now, zone);
    now->tv_sec += faults[0] / 1000;
    return outcome;
}

time_t time(time_t *now) {
    time_t seconds = REAL(time)(NULL) + faults[0] / 1000;
    if (now) *now = seconds;
    return seconds;
}
