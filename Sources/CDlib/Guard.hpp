#ifndef CDLIB_GUARD_HPP
#define CDLIB_GUARD_HPP

#include "CDlib.h"
#include <algorithm>
#include <cstring>
#include <dlib/array2d.h>
#include <dlib/image_processing/generic_image.h>
#include <dlib/pixel.h>
#include <exception>
#include <new>
#include <stdexcept>

namespace cdlib {

inline void explain(cdlib_error error, const char *text) noexcept {
    if (error.capacity == 0) return;
    const size_t length = std::min(std::strlen(text), error.capacity - 1);
    std::memcpy(error.text, text, length);
    error.text[length] = 0;
}

/// Runs `body` and turns what it throws into a status and a text.
template <typename Body> cdlib_status guarded(cdlib_error error, Body body) noexcept {
    try {
        body();
        return cdlib_ok;
    } catch (const std::bad_alloc &) {
        explain(error, "there is not enough memory");
        return cdlib_out_of_memory;
    } catch (const std::exception &exception) {
        explain(error, exception.what());
    } catch (...) {
        explain(error, "an unknown exception was thrown");
    }
    return cdlib_failed;
}

/// A caller's picture in the shape of a dlib image, not copied.
struct View {
    const uint8_t *rgb;
    long width, height;
    explicit View(cdlib_picture picture)
        : rgb(picture.rgb), width(picture.width), height(picture.height) {}
};

inline dlib::rectangle rectangle(cdlib_box box) {
    return dlib::rectangle(box.left, box.top, box.right, box.bottom);
}

inline cdlib_face face(const dlib::rectangle &box, double score) {
    return {{box.left(), box.top(), box.right(), box.bottom()}, score};
}

} // namespace cdlib

namespace dlib {
// rgb_pixel is three bytes, red first, without padding: the caller's own layout.
static_assert(sizeof(rgb_pixel) == 3, "rgb_pixel must be packed");

template <> struct image_traits<cdlib::View> { typedef rgb_pixel pixel_type; };
template <> struct image_traits<const cdlib::View> { typedef rgb_pixel pixel_type; };

} // namespace dlib

namespace cdlib {
inline long num_rows(const View &view) { return view.height; }
inline long num_columns(const View &view) { return view.width; }
inline long width_step(const View &view) { return view.width * 3; }
inline const void *image_data(const View &view) { return view.rgb; }
inline void *image_data(View &view) { return const_cast<uint8_t *>(view.rgb); }
} // namespace cdlib

#endif
