#include "Guard.hpp"
#include <dlib/image_processing.h>
#include <dlib/image_transforms.h>

struct cdlib_landmarks {
    dlib::shape_predictor predictor;
};

cdlib_status cdlib_landmarks_create(const char *path, cdlib_landmarks **out, cdlib_error error) {
    *out = nullptr;
    return cdlib::guarded(error, [&] {
        auto loaded = std::make_unique<cdlib_landmarks>();
        dlib::deserialize(path) >> loaded->predictor;
        *out = loaded.release();
    });
}

void cdlib_landmarks_destroy(cdlib_landmarks *predictor) { delete predictor; }

size_t cdlib_landmarks_count(const cdlib_landmarks *predictor) {
    return predictor->predictor.num_parts();
}

cdlib_status cdlib_landmarks_find(const cdlib_landmarks *predictor, cdlib_picture picture,
                                  cdlib_box box, cdlib_point *points, cdlib_error error) {
    return cdlib::guarded(error, [&] {
        dlib::array2d<dlib::rgb_pixel> image;
        dlib::assign_image(image, cdlib::View(picture));
        const auto shape = predictor->predictor(image, cdlib::rectangle(box));
        for (unsigned long part = 0; part < shape.num_parts(); ++part)
            points[part] = {shape.part(part).x(), shape.part(part).y()};
    });
}

cdlib_status cdlib_chip(cdlib_picture picture, const cdlib_point *points, size_t count,
                        int32_t side, double padding, uint8_t *chip, cdlib_error error) {
    return cdlib::guarded(error, [&] {
        if (count != 5 && count != 68)
            throw std::invalid_argument("a face chip needs 5 or 68 landmarks");
        std::vector<dlib::point> parts;
        for (size_t part = 0; part < count; ++part)
            parts.emplace_back(points[part].x, points[part].y);
        // The box of a full_object_detection has no part in the chip's place.
        const dlib::full_object_detection shape(dlib::rectangle(), parts);
        const auto details = dlib::get_face_chip_details(shape, side, padding);
        dlib::array2d<dlib::rgb_pixel> image, result;
        dlib::assign_image(image, cdlib::View(picture));
        dlib::extract_image_chip(image, details, result);
        std::memcpy(chip, dlib::image_data(result), size_t(side) * size_t(side) * 3);
    });
}
