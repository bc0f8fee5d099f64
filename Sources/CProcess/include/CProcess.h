#ifndef CPROCESS_H
#define CPROCESS_H

#include <sys/types.h>

#pragma clang assume_nonnull begin

/// Starts the program at `path` in `folder` (or where the caller is), with nothing on its standard
/// input, with both outputs going to the descriptor `output`, and with no other descriptor open.
///
/// `arguments` and `environment` end in NULL. Returns 0 and the identifier of the child, or an
/// errno value. Takes no ownership.
int cprocess_spawn(const char *path, char *_Nullable const *_Nonnull arguments,
                   char *_Nullable const *_Nonnull environment, const char *_Nullable folder,
                   int output, pid_t *child);

/// Makes a pipe whose ends a child does not inherit: `ends[0]` to read, `ends[1]` to write.
/// Returns 0, or an errno value.
int cprocess_pipe(int *ends);

#pragma clang assume_nonnull end

#endif
