#ifndef CNIFTI_H
#define CNIFTI_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// What a NIfTI header means, as libnifti reads it.
typedef struct cnifti_header {
    int64_t dim[8];
    int32_t datatype;
    int32_t bytes_per_voxel;
    int32_t swapped;
    int32_t qform_code;
    int32_t sform_code;
    double slope;
    double intercept;
    /// Row-major 4 x 4, voxel to mm.
    double qform[16];
    double sform[16];
    int64_t data_offset;
} cnifti_header;

/// Interprets 348 (version 1) or 540 (version 2) bytes of header, in either byte order.
/// Returns 1 on success, 0 where libnifti refuses the header. Takes no ownership.
int cnifti_interpret(const void *bytes, int version, cnifti_header *result);

#pragma clang assume_nonnull end

#endif
