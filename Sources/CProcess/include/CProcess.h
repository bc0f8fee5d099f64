#ifndef CPROCESS_H
#define CPROCESS_H

#include <sys/types.h>

#pragma clang assume_nonnull begin

/// Starts the program at `path` in `folder` (or where the caller is), with nothing on its standard
/// input, with both outputs going to the descriptor `output`, and with no other descriptor open.
///
/// `arguments` and `environment` end in NULL. With `own_group` the child leads a process group of
/// its own, so that it can be ended with everything that it starts. Returns 0 and the identifier of
/// the child, or an errno value. Takes no ownership.
int cprocess_spawn(const char *path, char *_Nullable const *_Nonnull arguments,
                   char *_Nullable const *_Nonnull environment, const char *_Nullable folder,
                   int output, int own_group, pid_t *child);

/// Makes a pipe whose ends a child does not inherit: `ends[0]` to read, `ends[1]` to write.
/// Returns 0, or an errno value.
int cprocess_pipe(int *ends);

/// Forks the caller, which must not have threads yet. In the child `descriptor` becomes standard
/// input, both outputs go nowhere, and no other descriptor is open. Returns 0 in the child, its
/// identifier in the caller, and -1 where it cannot be made.
pid_t cprocess_fork(int descriptor);

/// Remembers a process group for `cprocess_end_groups`; does nothing where 64 are remembered
/// already.
void cprocess_remember_group(pid_t group);

/// Forgets a process group.
void cprocess_forget_group(pid_t group);

/// Kills every remembered process group. Safe in a signal handler.
void cprocess_end_groups(void);

/// Lets blocks of up to `largest` bytes come from the heap, and keeps what is freed there.
/// Returns 0 where the allocator refuses.
int cprocess_keep_memory(int largest);

#pragma clang assume_nonnull end

#endif
