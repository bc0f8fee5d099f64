#include "Guard.hpp"
#include <dlib/image_loader/jpeg_loader.h>

struct cdlib_jpeg {
    dlib::array2d<dlib::rgb_pixel> pixels;
};

cdlib_status cdlib_jpeg_open(const uint8_t *bytes, size_t count, cdlib_jpeg **out,
                             cdlib_error error) {
    *out = nullptr;
    return cdlib::guarded(error, [&] {
        auto decoded = std::make_unique<cdlib_jpeg>();
        dlib::jpeg_loader(bytes, count).get_image(decoded->pixels);
        *out = decoded.release();
    });
}

void cdlib_jpeg_destroy(cdlib_jpeg *jpeg) { delete jpeg; }

int32_t cdlib_jpeg_width(const cdlib_jpeg *jpeg) { return int32_t(jpeg->pixels.nc()); }

int32_t cdlib_jpeg_height(const cdlib_jpeg *jpeg) { return int32_t(jpeg->pixels.nr()); }

void cdlib_jpeg_copy(const cdlib_jpeg *jpeg, uint8_t *rgb) {
    std::memcpy(rgb, dlib::image_data(jpeg->pixels), jpeg->pixels.size() * 3);
}
