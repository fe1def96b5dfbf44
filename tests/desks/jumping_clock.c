/* A wall clock that jumps while a program runs, for tests: preloaded (LD_PRELOAD), it stands before the C library's.
 *
 * JUMPING_CLOCK names a file with one 64-bit number, the seconds that are added to the wall clock; writing another one
 * is the jump. Monotonic clocks are left alone, as the kernel leaves them alone when somebody sets the time.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t still, *added_s = &still;

__attribute__((constructor)) static void start(void) {
    const char *file = getenv("JUMPING_CLOCK");
    int opened = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
    if (opened < 0) return;
    void *seen = mmap(NULL, sizeof *added_s, PROT_READ, MAP_SHARED, opened, 0);
    if (seen != MAP_FAILED) added_s = seen;
    close(opened);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, time);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += *added_s;
    return failed;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *told) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
