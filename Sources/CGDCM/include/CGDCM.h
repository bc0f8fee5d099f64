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

/// Decoded pixels, frame after frame, row after row, samples of a pixel together unless it says
/// otherwise.
typedef struct cgdcm_pixels {
    /// What the samples mean after decoding, ended by a zero byte, for example YBR_FULL.
    char photometric[20];
    /// Not 0 where each frame holds all pixels of its first sample, then of the next.
    uint32_t is_planar;
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

/// Makes a new UID (at most 64 characters, ended by a zero byte) for an old one.
typedef void (*cgdcm_uid_function)(const char *old_uid, char *new_uid);

/// What changes in a DICOM object; everything else stays. The tags of lists hold at every level of
/// the data set.
typedef struct cgdcm_rewriting {
    /// Set at the top level.
    const cgdcm_attribute *_Nullable attributes;
    size_t attribute_count;
    const uint32_t *_Nullable removed;
    size_t removed_count;
    /// Attributes whose UID is replaced by what `new_uid` makes of it.
    const uint32_t *_Nullable uids;
    size_t uid_count;
    cgdcm_uid_function new_uid;
    /// Attributes whose first value ORIGINAL becomes DERIVED.
    const uint32_t *_Nullable types;
    size_t type_count;
    /// An item that is added to a sequence of the top level; none where its count is 0.
    uint32_t sequence;
    const cgdcm_attribute *_Nullable item;
    size_t item_count;
    /// Decoded pixels as `cgdcm_pixels_read` gives them.
    const uint8_t *pixels;
    size_t pixel_count;
    /// How the object is to be encoded; pixels are compressed where it says so.
    const char *transfer_syntax;
} cgdcm_rewriting;

/// Bytes on the heap; freed by `cgdcm_bytes_free`.
typedef struct cgdcm_bytes {
    uint8_t *_Nullable bytes;
    size_t count;
} cgdcm_bytes;

/// Reads the object at `path`, changes it and encodes it again, into memory. The caller frees
/// `result`.
cgdcm_status cgdcm_rewrite(const char *path, const cgdcm_rewriting *changes, cgdcm_bytes *result,
                           cgdcm_error *error);

/// Frees what `cgdcm_rewrite` gave.
void cgdcm_bytes_free(cgdcm_bytes *bytes);

/// The value representation of a standard attribute (group << 16 | element) in GDCM's dictionary,
/// for example "PN" or, where there are several, "US or SS"; null where it is not known.
const char *_Nullable cgdcm_dictionary_vr(uint32_t tag);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif
