/* Two parts of OpenCV in plain C: networks (a file, one blob in, named blobs out) and the matching
 * of key points of two pictures.
 *
 * A network may not be used by two threads at once; make one for each. OpenCV itself is held to one
 * thread, so that sums do not depend on the machine. Functions return `copencv_ok`, or another
 * status and one line of text in `error`.
 */
#ifndef COPENCV_H
#define COPENCV_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#define COPENCV_CLOSED __attribute__((enum_extensibility(closed)))
#pragma clang assume_nonnull begin
#else
#define COPENCV_CLOSED
#define _Nullable
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum COPENCV_CLOSED copencv_status {
    copencv_ok = 0,
    copencv_failed = 1,
    copencv_out_of_memory = 2,
} copencv_status;

/* Where a failed call writes its reason: zero-terminated, cut to `capacity` bytes. */
typedef struct copencv_error {
    char *text;
    size_t capacity;
} copencv_error;

typedef enum COPENCV_CLOSED copencv_format {
    copencv_onnx = 0,
    copencv_tensorflow = 1,
} copencv_format;

typedef struct copencv_net copencv_net;
copencv_status copencv_net_create(const char *path, copencv_format format,
                                  copencv_net *_Nullable *_Nonnull out, copencv_error error);
void copencv_net_destroy(copencv_net *_Nullable net);
/* Runs the network on a borrowed blob of batch x channels x height x width. With no names, the
 * network's last layer is the one output. Outputs stay until the next call. */
copencv_status copencv_net_forward(copencv_net *net, const float *blob, const int32_t *shape,
                                   const char *const _Nonnull *_Nullable names, size_t name_count,
                                   copencv_error error);
size_t copencv_net_output_count(const copencv_net *net);
size_t copencv_net_output_dimensions(const copencv_net *net, size_t output);
int32_t copencv_net_output_size(const copencv_net *net, size_t output, size_t dimension);
/* Row-major values, owned by the network; as many as the product of the sizes. */
const float *copencv_net_output_values(const copencv_net *net, size_t output);

/* A grey picture, rows from the top; borrowed. */
typedef struct copencv_grey {
    const uint8_t *samples;
    int32_t width;
    int32_t height;
} copencv_grey;

/* Two key points that look alike: places in both pictures, and the distance of their descriptors.
 */
typedef struct copencv_match {
    float first_x, first_y, second_x, second_y, distance;
} copencv_match;

typedef struct copencv_matching copencv_matching;
/* ORB with at most `features` points; the Hamming distance of everyone to everyone, and only pairs
 * of which each is the other's nearest. */
copencv_status copencv_match_orb(copencv_grey first, copencv_grey second, int32_t features,
                                 copencv_matching *_Nullable *_Nonnull out, copencv_error error);
/* SIFT; the two nearest by `trees` random trees with `checks` leaves looked at; only pairs that are
 * nearer than `ratio` times the second nearest. */
copencv_status copencv_match_sift(copencv_grey first, copencv_grey second, int32_t trees,
                                  int32_t checks, float ratio,
                                  copencv_matching *_Nullable *_Nonnull out, copencv_error error);
void copencv_matching_destroy(copencv_matching *_Nullable matching);
size_t copencv_matching_first(const copencv_matching *matching);
size_t copencv_matching_second(const copencv_matching *matching);
size_t copencv_matching_count(const copencv_matching *matching);
copencv_match copencv_matching_at(const copencv_matching *matching, size_t index);

#ifdef __cplusplus
}
#endif

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
