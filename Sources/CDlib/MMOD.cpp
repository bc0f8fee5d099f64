#include "Guard.hpp"
#include <dlib/dnn.h>
#include <dlib/image_transforms.h>

namespace {
using namespace dlib;

// The network of dlib's dnn_mmod_face_detection_ex.cpp.
template <long filters, typename SUBNET> using con5d = con<filters, 5, 5, 2, 2, SUBNET>;
template <long filters, typename SUBNET> using con5 = con<filters, 5, 5, 1, 1, SUBNET>;
template <typename SUBNET>
using downsampler =
    relu<affine<con5d<32, relu<affine<con5d<32, relu<affine<con5d<16, SUBNET>>>>>>>>>;
template <typename SUBNET> using rcon5 = relu<affine<con5<45, SUBNET>>>;

using network = loss_mmod<
    con<1, 9, 9, 1, 1, rcon5<rcon5<rcon5<downsampler<input_rgb_image_pyramid<pyramid_down<6>>>>>>>>;
} // namespace

struct cdlib_mmod {
    network net;
};

cdlib_status cdlib_mmod_create(const char *path, cdlib_mmod **out, cdlib_error error) {
    *out = nullptr;
    return cdlib::guarded(error, [&] {
        auto loaded = std::make_unique<cdlib_mmod>();
        deserialize(path) >> loaded->net;
        *out = loaded.release();
    });
}

void cdlib_mmod_destroy(cdlib_mmod *detector) { delete detector; }

cdlib_status cdlib_mmod_detect(cdlib_mmod *detector, cdlib_picture picture, int32_t upsampling,
                               cdlib_face *faces, size_t capacity, size_t *found,
                               cdlib_error error) {
    *found = 0;
    return cdlib::guarded(error, [&] {
        matrix<rgb_pixel> image;
        assign_image(image, cdlib::View(picture));
        pyramid_down<2> pyramid;
        for (int32_t level = 0; level < upsampling; ++level) pyramid_up(image, pyramid);
        for (const auto &detection : detector->net(image)) {
            if (*found < capacity)
                faces[*found] = cdlib::face(pyramid.rect_down(detection.rect, upsampling),
                                            detection.detection_confidence);
            ++*found;
        }
    });
}
