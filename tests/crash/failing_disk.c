/* A disk that fails, for tests: preloaded into the program (LD_PRELOAD), it stands between it and the C library.
 *
 * Only files under FAILING_DISK_FOLDER are meant. FAILING_DISK_FAULT="CALL:AFTER:TIMES:ERRNO" lets CALL (write or sync)
 * fail TIMES times once it was made AFTER times; ERRNO 0 kills everything the kiosk started (SIGKILL) instead.
 * Everything done to these files is written down in FAILING_DISK_LOG, from which `power_loss.py` makes what a disk
 * without power may hold: what was synced for certain, of the rest anything.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static char call[8];
static long after, times, number;
static int log_fd = -1;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void start(void) {
    const char *fault = getenv("FAILING_DISK_FAULT"), *log = getenv("FAILING_DISK_LOG");
    folder = getenv("FAILING_DISK_FOLDER");
    if (fault) sscanf(fault, "%7[a-z]:%ld:%ld:%ld", call, &after, &times, &number);
    if (log) log_fd = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static int is_meant(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int place_of(int fd, char *path) {
    char link[40];
    ssize_t length;
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_meant(path);
}

/* One record: kind, offset, length of path and of data; path; data. One write, so that processes do not mix theirs. */
static void note(char kind, int64_t offset, const char *path, const void *data, size_t length) {
    struct __attribute__((packed)) { char kind; int64_t offset; uint32_t path, data; } head = {
        kind, offset, strlen(path), length};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, head.path}, {(void *)data, length}};
    if (log_fd >= 0 && writev(log_fd, parts, 3) < 0) abort();
}

/* Whether this call fails; errno says how. */
static int fails(const char *which) {
    int now = 0;
    if (strcmp(which, call)) return 0;
    pthread_mutex_lock(&one_at_a_time);
    if (after > 0) after--;
    else if (times > 0) { times--; now = 1; }
    pthread_mutex_unlock(&one_at_a_time);
    if (now && !number) kill(0, SIGKILL);
    if (now) errno = (int)number;
    return now;
}

ssize_t write(int fd, const void *data, size_t count) {
    char path[PATH_MAX];
    int meant = place_of(fd, path);
    ssize_t done;
    if (meant && fails("write")) return -1;
    done = REAL(write)(fd, data, count);
    if (meant && done > 0) note('W', lseek(fd, 0, SEEK_CUR) - done, path, data, done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t offset) {
    char path[PATH_MAX];
    int meant = place_of(fd, path);
    ssize_t done;
    if (meant && fails("write")) return -1;
    done = REAL(pwrite)(fd, data, count, offset);
    if (meant && done > 0) note('W', offset, path, data, done);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t offset) { return pwrite(fd, data, count, offset); }

static int sync_with(int (*how)(int), int fd) {
    char path[PATH_MAX];
    int meant = place_of(fd, path), done;
    if (meant && fails("sync")) return -1;
    done = how(fd);
    if (meant && !done) note('S', 0, path, "", 0);
    return done;
}

int fsync(int fd) { return sync_with(REAL(fsync), fd); }
int fdatasync(int fd) { return sync_with(REAL(fdatasync), fd); }

int ftruncate(int fd, off_t length) {
    char path[PATH_MAX];
    int meant = place_of(fd, path), done = REAL(ftruncate)(fd, length);
    if (meant && !done) note('T', length, path, "", 0);
    return done;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int open_with(int (*how)(int, const char *, int, ...), int at, const char *path, int flags, mode_t mode) {
    int there = faccessat(at, path, F_OK, 0) == 0, fd = how(at, path, flags, mode);
    char full[PATH_MAX];
    if (fd >= 0 && (flags & (O_CREAT | O_TRUNC)) && place_of(fd, full)) {
        if (!there) note('C', 0, full, "", 0);
        else if (flags & O_TRUNC) note('T', 0, full, "", 0);
    }
    return fd;
}

#define MODE(flags, mode) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...) { MODE(flags, mode) return open_with(REAL(openat), AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return open_with(REAL(openat), AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_with(REAL(openat), at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_with(REAL(openat), at, path, flags, mode); }

int rename(const char *from, const char *to) {
    int done = REAL(rename)(from, to);
    if (!done && is_meant(from)) note('R', 0, from, to, strlen(to));
    return done;
}

int unlink(const char *path) {
    int done = REAL(unlink)(path);
    if (!done && is_meant(path)) note('U', 0, path, "", 0);
    return done;
}
