/* dlib 19.24 in plain C: face detection, landmarks, face chips, the ResNet embedder, JPEG.
 *
 * Every handle comes from a `_create` or `_open` function, which leaves it null on failure, and
 * goes back through the `_destroy` function of its type. No handle may be used by two threads at
 * once; make one for each. Functions return `cdlib_ok`, or another status and one line of text in
 * `error`. Pictures are borrowed for the length of the call.
 */
#ifndef CDLIB_H
#define CDLIB_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#define CDLIB_CLOSED __attribute__((enum_extensibility(closed)))
#pragma clang assume_nonnull begin
#else
#define CDLIB_CLOSED
#define _Nullable
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum CDLIB_CLOSED cdlib_status {
    cdlib_ok = 0,
    cdlib_failed = 1,
    cdlib_out_of_memory = 2,
} cdlib_status;

/* Where a failed call writes its reason: zero-terminated, cut to `capacity` bytes. */
typedef struct cdlib_error {
    char *text;
    size_t capacity;
} cdlib_error;

/* Rows from the top, three interleaved bytes a pixel: red, green, blue. */
typedef struct cdlib_picture {
    const uint8_t *rgb;
    int32_t width;
    int32_t height;
} cdlib_picture;

/* Pixels; all four sides lie inside the box, which may reach outside the picture. */
typedef struct cdlib_box {
    int64_t left;
    int64_t top;
    int64_t right;
    int64_t bottom;
} cdlib_box;

typedef struct cdlib_face {
    cdlib_box box;
    double score;
} cdlib_face;

typedef struct cdlib_point {
    int64_t x;
    int64_t y;
} cdlib_point;

/* The version of the library, for example "19.24". */
const char *cdlib_version(void);
/* How the OpenBLAS that dlib computes with was built; empty if it computes with another BLAS. */
const char *cdlib_blas_configuration(void);

/* The frontal face detector that is compiled into dlib (histograms of oriented gradients). */
typedef struct cdlib_hog cdlib_hog;
cdlib_status cdlib_hog_create(cdlib_hog *_Nullable *_Nonnull out, cdlib_error error);
/* The same, as `cdlib_hog_save` wrote it, which spares the second that unpacking it takes. */
cdlib_status cdlib_hog_open(const char *path, cdlib_hog *_Nullable *_Nonnull out,
                            cdlib_error error);
cdlib_status cdlib_hog_save(const cdlib_hog *detector, const char *path, cdlib_error error);
void cdlib_hog_destroy(cdlib_hog *_Nullable detector);
/* Writes the `capacity` best faces, best first, and how many there are into `found`. The picture is
 * doubled in size `upsampling` times first. */
cdlib_status cdlib_hog_detect(cdlib_hog *detector, cdlib_picture picture, int32_t upsampling,
                              double threshold, cdlib_face *faces, size_t capacity, size_t *found,
                              cdlib_error error);

/* The max-margin CNN detector, mmod_human_face_detector.dat. */
typedef struct cdlib_mmod cdlib_mmod;
cdlib_status cdlib_mmod_create(const char *path, cdlib_mmod *_Nullable *_Nonnull out,
                               cdlib_error error);
void cdlib_mmod_destroy(cdlib_mmod *_Nullable detector);
cdlib_status cdlib_mmod_detect(cdlib_mmod *detector, cdlib_picture picture, int32_t upsampling,
                               cdlib_face *faces, size_t capacity, size_t *found,
                               cdlib_error error);

/* A shape predictor of any number of landmarks. */
typedef struct cdlib_landmarks cdlib_landmarks;
cdlib_status cdlib_landmarks_create(const char *path, cdlib_landmarks *_Nullable *_Nonnull out,
                                    cdlib_error error);
void cdlib_landmarks_destroy(cdlib_landmarks *_Nullable predictor);
size_t cdlib_landmarks_count(const cdlib_landmarks *predictor);
/* Writes `cdlib_landmarks_count` points. */
cdlib_status cdlib_landmarks_find(const cdlib_landmarks *predictor, cdlib_picture picture,
                                  cdlib_box box, cdlib_point *points, cdlib_error error);

/* Writes the upright `side` x `side` RGB chip of the face whose 5 or 68 landmarks are given. */
cdlib_status cdlib_chip(cdlib_picture picture, const cdlib_point *points, size_t count,
                        int32_t side, double padding, uint8_t *chip, cdlib_error error);

/* dlib_face_recognition_resnet_model_v1.dat: a 150 x 150 RGB chip to 128 numbers. */
typedef struct cdlib_resnet cdlib_resnet;
cdlib_status cdlib_resnet_create(const char *path, cdlib_resnet *_Nullable *_Nonnull out,
                                 cdlib_error error);
void cdlib_resnet_destroy(cdlib_resnet *_Nullable network);
cdlib_status cdlib_resnet_embed(cdlib_resnet *network, cdlib_picture chip, float *embedding,
                                cdlib_error error);

/* A decoded JPEG. */
typedef struct cdlib_jpeg cdlib_jpeg;
cdlib_status cdlib_jpeg_open(const uint8_t *bytes, size_t count,
                             cdlib_jpeg *_Nullable *_Nonnull out, cdlib_error error);
void cdlib_jpeg_destroy(cdlib_jpeg *_Nullable jpeg);
int32_t cdlib_jpeg_width(const cdlib_jpeg *jpeg);
int32_t cdlib_jpeg_height(const cdlib_jpeg *jpeg);
/* Writes width x height x 3 bytes. */
void cdlib_jpeg_copy(const cdlib_jpeg *jpeg, uint8_t *rgb);

#ifdef __cplusplus
}
#endif

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
