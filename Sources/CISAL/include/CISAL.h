#ifndef CISAL_H
#define CISAL_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The most bytes that `cisal_deflate` writes for `count` bytes.
size_t cisal_bound(size_t count);

/// Compresses `count` bytes to bare DEFLATE that ends on a whole byte and refers to nothing before
/// it, so that pieces can follow each other; only the last one ends the stream. Returns the number
/// of bytes written to `output`, which holds `cisal_bound(count)`; 0 on failure.
size_t cisal_deflate(const uint8_t *_Nullable input, size_t count, uint8_t *output, int is_last);

/// A gzip stream that is being expanded.
typedef struct cisal_inflater cisal_inflater;

/// Begins; null where there is no memory. The caller destroys it.
cisal_inflater *_Nullable cisal_inflater_create(void);

/// Ends the life of an inflater.
void cisal_inflater_destroy(cisal_inflater *_Nullable inflater);

/// What a step came to.
typedef enum cisal_status {
    /// More input or more room is needed.
    CISAL_GOES_ON = 0,
    /// The member has ended and its checksum is right; the next step begins another one.
    CISAL_ENDED = 1,
    /// The stream or its checksum is wrong.
    CISAL_DAMAGED = 2
} cisal_status;

/// Expands from `input` to `output`; says in `used` and `made` how far it came.
cisal_status cisal_inflate(cisal_inflater *inflater, const uint8_t *input, size_t input_count,
                           uint8_t *output, size_t output_count, size_t *used, size_t *made);

#pragma clang assume_nonnull end

#endif
