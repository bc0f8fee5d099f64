// In a file of its own: the network's type takes a compiler 20 seconds.
#include "Guard.hpp"
#include <dlib/dnn.h>
#include <dlib/image_transforms.h>

namespace {
using namespace dlib;

// The network of dlib's dnn_face_recognition_ex.cpp, in the form for use after training.
template <template <int, template <typename> class, int, typename> class block, int N,
          template <typename> class BN, typename SUBNET>
using residual = add_prev1<block<N, BN, 1, tag1<SUBNET>>>;

template <template <int, template <typename> class, int, typename> class block, int N,
          template <typename> class BN, typename SUBNET>
using residual_down = add_prev2<avg_pool<2, 2, 2, 2, skip1<tag2<block<N, BN, 2, tag1<SUBNET>>>>>>;

template <int N, template <typename> class BN, int stride, typename SUBNET>
using block = BN<con<N, 3, 3, 1, 1, relu<BN<con<N, 3, 3, stride, stride, SUBNET>>>>>;

template <int N, typename SUBNET> using ares = relu<residual<block, N, affine, SUBNET>>;
template <int N, typename SUBNET> using ares_down = relu<residual_down<block, N, affine, SUBNET>>;

template <typename SUBNET> using level0 = ares_down<256, SUBNET>;
template <typename SUBNET> using level1 = ares<256, ares<256, ares_down<256, SUBNET>>>;
template <typename SUBNET> using level2 = ares<128, ares<128, ares_down<128, SUBNET>>>;
template <typename SUBNET> using level3 = ares<64, ares<64, ares<64, ares_down<64, SUBNET>>>>;
template <typename SUBNET> using level4 = ares<32, ares<32, ares<32, SUBNET>>>;

using network = loss_metric<fc_no_bias<
    128, avg_pool_everything<level0<level1<level2<level3<level4<max_pool<
             3, 3, 2, 2, relu<affine<con<32, 7, 7, 2, 2, input_rgb_image_sized<150>>>>>>>>>>>>>;
} // namespace

struct cdlib_resnet {
    network net;
};

cdlib_status cdlib_resnet_create(const char *path, cdlib_resnet **out, cdlib_error error) {
    *out = nullptr;
    return cdlib::guarded(error, [&] {
        auto loaded = std::make_unique<cdlib_resnet>();
        deserialize(path) >> loaded->net;
        *out = loaded.release();
    });
}

void cdlib_resnet_destroy(cdlib_resnet *network) { delete network; }

cdlib_status cdlib_resnet_embed(cdlib_resnet *network, cdlib_picture chip, float *embedding,
                                cdlib_error error) {
    return cdlib::guarded(error, [&] {
        if (chip.width != 150 || chip.height != 150)
            throw std::invalid_argument("the network takes pictures of 150 x 150 pixels");
        matrix<rgb_pixel> image;
        assign_image(image, cdlib::View(chip));
        const auto &result = network->net(image);
        std::copy(result.begin(), result.end(), embedding);
    });
}
