/* OpenCV's dnn module in plain C: a network from a file, one blob in, named blobs out.
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

#ifdef __cplusplus
}
#endif

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
