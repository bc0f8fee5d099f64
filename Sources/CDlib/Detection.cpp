#include "Guard.hpp"
#include <dlfcn.h>
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_transforms.h>
#include <dlib/revision.h>
#include <memory>

#define CDLIB_TEXT(value) #value
#define CDLIB_JOINED(major, minor) CDLIB_TEXT(major) "." CDLIB_TEXT(minor)
#define CDLIB_VERSION CDLIB_JOINED(DLIB_MAJOR_VERSION, DLIB_MINOR_VERSION)

const char *cdlib_version() { return CDLIB_VERSION; }

const char *cdlib_blas_configuration() {
    using Configuration = const char *();
    // Looked up, as other libraries than OpenBLAS may stand in its place.
    void *found = dlsym(RTLD_DEFAULT, "openblas_get_config");
    return found ? reinterpret_cast<Configuration *>(found)() : "";
}

struct cdlib_hog {
    dlib::frontal_face_detector detector;
};

cdlib_status cdlib_hog_create(cdlib_hog **out, cdlib_error error) {
    *out = nullptr;
    return cdlib::guarded(error, [&] { *out = new cdlib_hog{dlib::get_frontal_face_detector()}; });
}

cdlib_status cdlib_hog_open(const char *path, cdlib_hog **out, cdlib_error error) {
    *out = nullptr;
    return cdlib::guarded(error, [&] {
        auto made = std::make_unique<cdlib_hog>();
        dlib::deserialize(path) >> made->detector;
        *out = made.release();
    });
}

cdlib_status cdlib_hog_save(const cdlib_hog *detector, const char *path, cdlib_error error) {
    return cdlib::guarded(error, [&] { dlib::serialize(path) << detector->detector; });
}

void cdlib_hog_destroy(cdlib_hog *detector) { delete detector; }

cdlib_status cdlib_hog_detect(cdlib_hog *detector, cdlib_picture picture, int32_t upsampling,
                              double threshold, cdlib_face *faces, size_t capacity, size_t *found,
                              cdlib_error error) {
    *found = 0;
    return cdlib::guarded(error, [&] {
        dlib::array2d<dlib::rgb_pixel> image;
        dlib::assign_image(image, cdlib::View(picture));
        dlib::pyramid_down<2> pyramid;
        for (int32_t level = 0; level < upsampling; ++level) dlib::pyramid_up(image, pyramid);
        std::vector<dlib::rect_detection> detections;
        detector->detector(image, detections, threshold);
        for (const auto &detection : detections) {
            if (*found < capacity)
                faces[*found] = cdlib::face(pyramid.rect_down(detection.rect, upsampling),
                                            detection.detection_confidence);
            ++*found;
        }
    });
}
