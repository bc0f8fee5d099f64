#ifndef CGDCM_H
#define CGDCM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// How a call ended.
typedef enum cgdcm_status {
    CGDCM_OK = 0,
    /// The file is not DICOM, or is damaged.
    CGDCM_UNREADABLE = 1,
    /// The file is DICOM, but its pixels cannot be decoded.
    CGDCM_NO_PIXELS = 2,
    /// The attribute is absent or empty.
    CGDCM_ABSENT = 3,
    /// The file cannot be written.
    CGDCM_NOT_WRITTEN = 4,
    /// GDCM threw; the text says what.
    CGDCM_FAILED = 5
} cgdcm_status;

/// Why a call failed, ended by a zero byte.
typedef struct cgdcm_error {
    char text[256];
} cgdcm_error;

/// The data set of one DICOM file.
typedef struct cgdcm_file cgdcm_file;

/// Reads the file at `path` up to its pixel data, which are stepped over where `skips_pixels` is
/// not 0; that is fatal in a deflated file. The caller owns `*result` and destroys it.
cgdcm_status cgdcm_file_open(const char *path, int skips_pixels,
                             cgdcm_file *_Nullable *_Nonnull result, cgdcm_error *error);

/// Ends the life of a file.
void cgdcm_file_destroy(cgdcm_file *_Nullable file);

/// One step down a data set: an attribute (group << 16 | element) and, for a sequence, which of its
/// items (from 0) to enter. The item of the last step of a path is ignored.
typedef struct cgdcm_step {
    uint32_t tag;
    uint32_t item;
} cgdcm_step;

/// The raw value of the attribute at the end of `path`, in this machine's byte order. The bytes
/// belong to `file`.
cgdcm_status cgdcm_file_value(const cgdcm_file *file, const cgdcm_step *path, size_t steps,
                              const uint8_t *_Nullable *_Nonnull bytes, size_t *count);

/// The number of items of the sequence at the end of `path`; 0 where there is none.
size_t cgdcm_file_items(const cgdcm_file *file, const cgdcm_step *path, size_t steps);

/// Where in the file the skipped pixel data end as their length field says, which may lie beyond
/// the end of the file; meaningless where they are compressed; the largest number where there are
/// none.
uint64_t cgdcm_file_end(const cgdcm_file *file);

/// Decoded pixels, frame after frame, row after row, samples of a pixel together.
typedef struct cgdcm_pixels {
    uint32_t columns;
    uint32_t rows;
    uint32_t frames;
    uint32_t samples_per_pixel;
    uint32_t bits_allocated;
    uint32_t bits_stored;
    uint32_t high_bit;
    uint32_t is_signed;
    size_t count;
    uint8_t *_Nullable bytes;
} cgdcm_pixels;

/// Decodes the pixels of the file at `path`. No more than `limit` bytes are taken for them. The
/// caller frees `result`.
cgdcm_status cgdcm_pixels_read(const char *path, size_t limit, cgdcm_pixels *result,
                               cgdcm_error *error);

/// Frees the bytes of `pixels`.
void cgdcm_pixels_free(cgdcm_pixels *pixels);

/// One attribute to write: its value representation and its bytes in little-endian order, of even
/// length.
typedef struct cgdcm_attribute {
    uint32_t tag;
    char vr[3];
    const uint8_t *_Nullable bytes;
    size_t count;
} cgdcm_attribute;

/// Writes a DICOM file, explicit little endian and not compressed, with its meta information made
/// from the attributes.
cgdcm_status cgdcm_write(const char *path, const cgdcm_attribute *attributes, size_t count,
                         cgdcm_error *error);

/// The value representation of a standard attribute (group << 16 | element) in GDCM's dictionary,
/// for example "PN" or, where there are several, "US or SS"; null where it is not known.
const char *_Nullable cgdcm_dictionary_vr(uint32_t tag);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif
